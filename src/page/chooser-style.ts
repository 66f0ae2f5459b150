/** The look of the list in the page: the panels' colours, both themes, no motion where none is wanted. */

export const STYLE = `
:host { color-scheme: light dark; }
.card {
	--surface: #ffffff; --text: #16191d; --muted: #5c636e; --line: #e1e4e8; --accent: #0a6a5a; --soft: #e0f1ed;
	box-sizing: border-box; display: flex; flex-direction: column; overflow: hidden; padding: 6px;
	border: 1px solid var(--line); border-radius: 12px; background: var(--surface); color: var(--text);
	box-shadow: 0 2px 6px rgb(15 23 32 / 10%), 0 10px 32px rgb(15 23 32 / 18%);
	font: 13px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, Cantarell, sans-serif; text-align: start; cursor: default;
	animation: rise 120ms ease-out;
}
@media (prefers-color-scheme: dark) {
	.card {
		--surface: #1f2226; --text: #f1f3f5; --muted: #a4abb5; --line: #3c424a; --accent: #54cdb2; --soft: #19362f;
		box-shadow: 0 2px 6px rgb(0 0 0 / 40%), 0 10px 32px rgb(0 0 0 / 50%);
	}
}
@keyframes rise { from { opacity: 0; } }
.head { flex: none; display: flex; align-items: center; gap: 6px; padding: 3px 4px 6px 8px; color: var(--muted); font-size: 12px; }
.head svg { flex: none; width: 16px; height: 16px; fill: none; stroke: var(--accent); stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.list { min-height: 0; overflow: auto; scrollbar-width: thin; }
.caption { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.told { padding: 3px 8px 0 2px; color: var(--text); }
.away { flex: none; width: 24px; height: 24px; padding: 0; border: 0; border-radius: 7px; background: none; color: inherit; font: 16px/1 system-ui, sans-serif; cursor: pointer; }
.away:hover { background: var(--soft); }
.away:focus-visible { outline: 2px solid var(--accent); }
.row { display: flex; min-height: 40px; align-items: center; padding: 5px 10px; border-radius: 8px; cursor: pointer; }
.row[aria-selected="true"] { background: var(--soft); box-shadow: inset 0 0 0 1.5px var(--accent); }
.names { display: block; min-width: 0; }
.title, .subtitle { display: block; overflow-wrap: anywhere; }
.title { font-weight: 600; }
.subtitle { color: var(--muted); font-size: 12px; }
.news { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) { .row[aria-selected="true"] { outline: 2px solid Highlight; } }
@media (prefers-reduced-motion: reduce) { .card { animation: none; } }
`;
