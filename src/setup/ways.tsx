/** The only view of the other ways in: an access key, picture files, the camera, a part of the screen. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { say, sayRefusal } from '../ui/say.ts';
import { AccessKeyForm } from './access-key-form.tsx';
import { Live } from './live.tsx';
import { job, trouble } from './stage.ts';

const reading = () => import('./reading.ts');

export function Ways() {
	const tried = trouble.value !== null;
	return (
		<main class="ways">
			<h1>{say(tried ? 'ways_title_tried' : 'ways_title')}</h1>
			{tried && <Note tone="warn">{sayRefusal(trouble.value)}</Note>}
			<PageKeys />
			<AccessKeyForm />
			<div class="or" aria-hidden="true">
				<span>{say('ways_or')}</span>
			</div>
			<WaysIn />
		</main>
	);
}

/** Pictures, camera, screen; also drops and pastes anywhere in the window. */
export function WaysIn() {
	const live = useSignal<'camera' | 'screen' | null>(null);
	const over = useSignal(false);
	useEffect(() => {
		const take = (data: DataTransfer | null, event: Event) => {
			const files = [...(data?.files ?? [])];
			const text = data?.getData('text/plain') ?? '';
			const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
			if (files.length === 0 && (typing || text.trim() === '')) return;
			event.preventDefault();
			void reading().then((r) => (files.length > 0 ? r.readFiles(files) : r.readDropped(text)));
		};
		const paste = (e: ClipboardEvent) => take(e.clipboardData, e);
		const drop = (e: DragEvent) => {
			over.value = false;
			take(e.dataTransfer, e);
		};
		const drag = (e: DragEvent) => {
			e.preventDefault();
			over.value = e.type !== 'dragleave' || e.relatedTarget !== null;
		};
		document.addEventListener('paste', paste);
		document.addEventListener('drop', drop);
		document.addEventListener('dragover', drag);
		document.addEventListener('dragleave', drag);
		return () => {
			document.removeEventListener('paste', paste);
			document.removeEventListener('drop', drop);
			document.removeEventListener('dragover', drag);
			document.removeEventListener('dragleave', drag);
		};
	}, []);
	if (live.value !== null) return <Live from={live.value} onEnd={() => (live.value = null)} />;
	return (
		<div class="ways-in">
			<label class={`drop${over.value ? ' drop-over' : ''}`}>
				<Icon name="picture" />
				<strong>{say('ways_pictures')}</strong>
				<span class="small muted">{say('ways_pictures_note')}</span>
				<input
					type="file"
					class="unseen"
					accept="image/*"
					multiple
					onChange={(e) => {
						const files = [...(e.currentTarget.files ?? [])];
						e.currentTarget.value = '';
						if (files.length > 0) void reading().then((r) => r.readFiles(files));
					}}
				/>
			</label>
			<div class="ways-live">
				<button type="button" class="button" onClick={() => (live.value = 'camera')}>
					<Icon name="camera" />
					{say('ways_camera')}
				</button>
				<button type="button" class="button" onClick={() => (live.value = 'screen')}>
					<Icon name="screen" />
					{say('ways_screen')}
				</button>
			</div>
		</div>
	);
}

/** Access keys that the page shows as text: offered, never taken by themselves. */
function PageKeys() {
	const keys = job.value?.keys ?? [];
	if (keys.length === 0) return null;
	const take = (key: string) => void reading().then((r) => r.goOnWith(key));
	return (
		<section class="card rows">
			<div>
				<span class="row-text">{say('ways_page_key')}</span>
			</div>
			{keys.map((key) => (
				<div key={key}>
					<code class="row-text input-key clip">{`${key.slice(0, 4)} ···· ${key.slice(-4)}`}</code>
					<button type="button" class="button button-small" onClick={() => take(key)}>
						{say('ways_use_key')}
					</button>
				</div>
			))}
		</section>
	);
}
