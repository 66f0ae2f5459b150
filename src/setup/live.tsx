/** The only view of a camera or a shared screen: looks at frames until a code is in one, then lets go of it. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { say } from '../ui/say.ts';

interface Props {
	from: 'camera' | 'screen';
	onEnd: () => void;
}

export function Live({ from, onEnd }: Props) {
	const video = useRef<HTMLVideoElement>(null);
	const refused = useSignal(false);
	useEffect(() => {
		const over = new AbortController();
		void watch(from, video.current as HTMLVideoElement, over.signal).catch(() => {
			refused.value = !over.signal.aborted;
		});
		return () => over.abort();
	}, [from]);
	return (
		<section class="live-view">
			{refused.value ? (
				<p class="field-error" role="alert">
					{say(from === 'camera' ? 'live_no_camera' : 'live_no_screen')}
				</p>
			) : (
				<>
					<video ref={video} class="card" muted playsInline aria-label={say('live_looking')} />
					<p class="small muted" role="status">
						{say(from === 'camera' ? 'live_hold' : 'live_looking')}
					</p>
				</>
			)}
			<button type="button" class="button" onClick={onEnd}>
				{say('back')}
			</button>
		</section>
	);
}

/** Ends when a code was found or the signal says so; the stream is stopped at once either way. */
async function watch(from: Props['from'], video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
	const media = navigator.mediaDevices;
	const stream = await (from === 'camera'
		? media.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } })
		: media.getDisplayMedia({ video: true }));
	const stop = () => {
		for (const track of stream.getTracks()) track.stop();
	};
	signal.addEventListener('abort', stop);
	try {
		signal.throwIfAborted();
		const { watchVideo } = await import('./reading.ts');
		video.srcObject = stream;
		await video.play();
		await watchVideo(video, signal);
	} finally {
		stop();
	}
}
