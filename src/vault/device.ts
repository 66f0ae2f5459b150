/** The only place for what rests in the keeps: the device key of a slot and the marker, each in every keep. */
import { type Bytes, utf8 } from './bytes.ts';
import { type Keep, same } from './keep.ts';
import { isMarker, type Marker } from './kept.ts';

const keyName = (slot: string) => `device-${slot}`;
const MARKER = 'marker';

/** Every different copy of a slot's device key that is left. Throws when no keep answers: then nobody knows. */
export async function deviceKeys(keeps: Keep[], slot: string): Promise<Bytes[]> {
	const found: Bytes[] = [];
	await inEach(keeps, async (keep) => {
		const bytes = await keep.read(keyName(slot));
		if (bytes?.length === 32 && !found.some((other) => same(other, bytes))) found.push(bytes);
	});
	return found;
}

/** Writes the key wherever it is missing or differs. Throws when no keep has it afterwards. */
export async function keepDeviceKey(keeps: Keep[], slot: string, key: Bytes): Promise<void> {
	await writeInEach(keeps, keyName(slot), key);
}

function writeInEach(keeps: Keep[], name: string, bytes: Bytes): Promise<void> {
	return inEach(keeps, async (keep) => {
		if (!same(await keep.read(name).catch(() => null), bytes)) await keep.write(name, bytes);
	});
}

/** A keep that fails is passed over. Throws when all do. */
async function inEach(keeps: Keep[], act: (keep: Keep) => Promise<void>): Promise<void> {
	const failures: unknown[] = [];
	for (const keep of keeps) await act(keep).catch((error: unknown) => failures.push(error));
	if (failures.length === keeps.length) throw failures[0];
}

/** Erases all device keys but those of these slots, wherever it can; false = one may be left where it couldn't. */
export async function eraseDeviceKeys(keeps: Keep[], except: string[]): Promise<boolean> {
	const spared = except.map(keyName);
	let everywhere = true;
	const passOver = (): string[] => {
		everywhere = false;
		return [];
	};
	for (const keep of keeps) {
		for (const name of await keep.names().catch(passOver)) {
			if (name.startsWith('device-') && !spared.includes(name)) await keep.erase(name).catch(passOver);
		}
	}
	return everywhere;
}

/** The markers in the keeps. `strange` = something unreadable lies in a marker's place; `told` = at least one keep could be read. */
export async function keptMarkers(keeps: Keep[]): Promise<{ markers: Marker[]; strange: boolean; told: boolean }> {
	const markers: Marker[] = [];
	let strange = false;
	let told = false;
	for (const keep of keeps) {
		try {
			const bytes = await keep.read(MARKER);
			told = true;
			const marker = bytes && parsed(bytes);
			if (marker) markers.push(marker);
			else strange ||= bytes !== null;
		} catch {}
	}
	return { markers, strange, told };
}

function parsed(bytes: Bytes): Marker | null {
	try {
		const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
		return isMarker(value) ? value : null;
	} catch {
		return null;
	}
}

export async function keepMarker(keeps: Keep[], marker: Marker): Promise<void> {
	await writeInEach(keeps, MARKER, utf8(JSON.stringify({ vault: marker.vault, createdAt: marker.createdAt })));
}
