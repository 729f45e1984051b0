import { BUILDINGS, COMPANY } from '#lib/sample/company.ts';
import { CHANNEL_MEDIUM } from '#lib/sample/home.ts';
import { runHome } from '#lib/sample/telegrams.ts';
import type { SampleHome } from '#lib/sample/home.ts';
import type { SampleCompany } from '#lib/sample/sample-company.ts';
import type { SampleDay } from '#lib/sample/telegrams.ts';
import type {
	AccountDraft,
	ApartmentDraft,
	CompanyDraft,
	MeterDraft,
	OutdoorDraft
} from './company-draft.ts';

/** The sample company as rows to be written. @param days the civil days from its first to its anchor */
export function sampleDraft(
	company: SampleCompany,
	days: readonly SampleDay[],
	accounts: readonly AccountDraft[]
): CompanyDraft {
	return {
		name: COMPANY.name,
		timeZone: COMPANY.timeZone,
		isSample: true,
		buildings: BUILDINGS.map((building) => ({
			property: building.property,
			name: building.name,
			streetAddress: building.streetAddress,
			postalCode: building.postalCode,
			city: COMPANY.city,
			apartments: company.homes
				.filter((home) => home.building === building.key)
				.map((home) => apartmentOf(home, days))
		})),
		persons: company.persons,
		prices: company.prices,
		accounts
	};
}

/** The weather of the sample's days as rows. */
export function sampleOutdoor(days: readonly SampleDay[]): OutdoorDraft[] {
	return days.map(({ frame, weather }) => ({
		day: frame.day,
		meanC: weather.meanC,
		lowC: weather.lowC,
		highC: weather.highC
	}));
}

function apartmentOf(home: SampleHome, days: readonly SampleDay[]): ApartmentDraft {
	const ends = finalRegisters(home, days);
	return {
		number: home.number,
		occupancies: home.occupancies.map(({ from, to, holders }, i) => ({
			from,
			to,
			holders,
			contract: `GF-${home.key}-${i + 1}`
		})),
		meters: home.meters.map((meter): MeterDraft => ({
			serial: meter.serial,
			medium: CHANNEL_MEDIUM[meter.channel],
			digits: meter.digits,
			position: meter.position,
			installed: meter.installed,
			removed: meter.removed,
			initialRegister: meter.initialRegister,
			finalRegister: ends.get(meter.serial) ?? null,
			mostPerHour: meter.mostPerHour,
			nextCalibration: meter.nextCalibration
		}))
	};
}

/** Where the registers of removed meters stood when they were taken out, of those that somebody wrote down. */
function finalRegisters(home: SampleHome, days: readonly SampleDay[]): Map<string, number> {
	const removed = home.meters.map((meter) => meter.removed ?? 0).reduce((a, b) => Math.max(a, b), 0);
	const ends = new Map<string, number>();
	if (removed === 0) return ends;
	for (const { meter, end } of runHome(home, days, removed + 7200)) {
		if (meter.removed !== null && meter.finalKnown) ends.set(meter.serial, end.register);
	}
	return ends;
}
