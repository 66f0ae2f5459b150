/** The only place for what the person must still be told: it waits in storage.local, or in memory while that doesn't work. */
import { alike } from './kept.ts';
import type { Area, Ports } from './ports.ts';
import type { Notice } from './vault.ts';

const MOST = 20;

async function waiting(area: Area): Promise<Notice[]> {
	const { notices } = await area.get(['notices']).catch(() => ({ notices: [] }));
	return Array.isArray(notices) ? (notices as Notice[]) : [];
}

export async function noticesIn({ mirror, session }: Ports): Promise<Notice[]> {
	return [...(await waiting(mirror)), ...(await waiting(session))];
}

/** Adds what isn't waiting already. */
export async function tell(ports: Ports, notices: Notice[]): Promise<void> {
	const all = await noticesIn(ports);
	const news = notices.filter((notice) => !all.some((other) => alike(other, notice)));
	if (news.length === 0) return;
	const next = { notices: [...all, ...news].slice(-MOST) };
	await ports.mirror.set(next).catch(() => ports.session.set(next));
}

/** What was told has turned out otherwise. */
export function takeBack(ports: Ports, ...what: Notice['what'][]): Promise<void> {
	return forget(ports, (notice) => what.includes(notice.what));
}

/** This one was told. */
export function forgetNotice(ports: Ports, told: Notice): Promise<void> {
	return forget(ports, (notice) => alike(notice, told));
}

async function forget(ports: Ports, which: (notice: Notice) => boolean): Promise<void> {
	const all = await noticesIn(ports);
	const left = all.filter((notice) => !which(notice));
	if (left.length === all.length) return;
	await forgetNotices(ports);
	await tell(ports, left);
}

export async function forgetNotices({ mirror, session }: Ports): Promise<void> {
	await mirror.remove(['notices']).catch(() => undefined);
	await session.remove(['notices']);
}
