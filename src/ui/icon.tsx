/** The only drawings of the panels: one line icon per idea, 20 x 20, in the colour of its text. */

const PATHS = {
	search: 'M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Zm4 9.5 3.5 3.5',
	key: 'M12.5 3.5a4 4 0 1 1-2.9 6.75L4 15.9V17h2.6v-1.9h1.9v-1.9h1.8l1-1M13.6 6.6h.01',
	scan: 'M3.5 7V4.5a1 1 0 0 1 1-1H7m6 0h2.5a1 1 0 0 1 1 1V7m0 6v2.5a1 1 0 0 1-1 1H13m-6 0H4.5a1 1 0 0 1-1-1V13M6 10h8',
	gear: 'M3 6h7m4 0h3M3 14h3m4 0h7M12 4v4m-4 4v4',
	lock: 'M5.5 9h9a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1Zm1.5 0V6.5a3 3 0 0 1 6 0V9',
	check: 'm4.5 10.5 3.6 3.6 7.4-8',
	copy: 'M7.5 7.5h8v9h-8zM12.5 7.5v-4h-8v9h3',
	close: 'm5 5 10 10M15 5 5 15',
	warn: 'M10 3.2 17.5 16.5h-15L10 3.2Zm0 5v4m0 2.2v.1',
	info: 'M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4Zm0 6.4v4.3m0-7v.1',
	back: 'M12 4.5 6.5 10l5.5 5.5',
	next: 'm8 4.5 5.5 5.5L8 15.5',
	camera: 'M3 6.5h3l1.2-2h5.6l1.2 2h3v9H3zm7 1.9a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6Z',
	screen: 'M2.8 4h14.4v9.5H2.8zM7 16.5h6M10 13.5v3',
	picture: 'M3 4h14v12H3zm0 9.5 4-4 4.5 4.5 2-2L17 15M13 7.6v.01',
	trash: 'M4 5.5h12M8 5.5V3.8h4v1.7M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5m3-5v5',
	undo: 'M7.5 4 4 7.5 7.5 11M4 7.5h7.5a4.2 4.2 0 0 1 0 8.5H8',
	refresh: 'M16 10a6 6 0 1 1-1.8-4.3M16.2 3v3.2H13',
	clock: 'M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4ZM10 6v4.2l2.8 1.8',
	shield: 'M10 2.8 16 5v4.6c0 3.6-2.4 6.4-6 7.6-3.6-1.2-6-4-6-7.6V5l6-2.2Z',
	people: 'M10 3.2a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6ZM3.5 17c.4-3.3 3-5 6.5-5s6.1 1.7 6.5 5',
	box: 'M3 6.5 10 3l7 3.5v7L10 17l-7-3.5zm0 0L10 10l7-3.5M10 10v7',
	print: 'M6 7.5v-4h8v4M6 13.5H3.5v-6h13v6H14M6 11.5h8v5H6z',
	finger:
		'M6 15.5c.8-1.6 1-3.3 1-5a3 3 0 0 1 6 0c0 2-.2 3.9-.8 5.8M10 10.5c0 2.4-.4 4.4-1.3 6.2M4 12.2c.1-.6.1-1.1.1-1.7a5.9 5.9 0 0 1 11.8 0c0 1.2 0 2.3-.2 3.4M5.2 5A7.6 7.6 0 0 1 10 3.2',
	eye: 'M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5Zm7.5-2.3a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6Z',
	plus: 'M10 4v12M4 10h12',
	fill: 'M3 6.5h14v7H3zM6 10h.01M9 10h.01M12.5 8.5v3',
} as const;

export type IconName = keyof typeof PATHS;

/** Decorative: the control around it carries the name. */
export function Icon({ name }: { name: IconName }) {
	return (
		<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
			<path d={PATHS[name]} />
		</svg>
	);
}
