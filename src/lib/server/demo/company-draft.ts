import type { Medium } from '#lib/energy/medium.ts';

/** A housing company to be written, with everything in its place. Times: UTC seconds. */
export interface CompanyDraft {
	readonly name: string;
	readonly timeZone: string;
	readonly isSample: boolean;
	readonly buildings: readonly BuildingDraft[];
	/** Display names by a key of the draft's own. */
	readonly persons: ReadonlyMap<string, string>;
	readonly prices: readonly PriceDraft[];
	readonly accounts: readonly AccountDraft[];
}

export interface BuildingDraft {
	/** Buildings of the same property name share it. */
	readonly property: string;
	readonly name: string;
	readonly streetAddress: string;
	readonly postalCode: string;
	readonly city: string;
	readonly apartments: readonly ApartmentDraft[];
}

export interface ApartmentDraft {
	readonly number: string;
	readonly occupancies: readonly OccupancyDraft[];
	readonly meters: readonly MeterDraft[];
}

/** [from, to); to null: still going on. Without holders it is a vacancy. */
export interface OccupancyDraft {
	readonly from: number;
	readonly to: number | null;
	readonly holders: readonly string[];
	readonly contract: string;
}

/** Registers are integers in the medium's smallest unit. */
export interface MeterDraft {
	readonly serial: string;
	readonly medium: Medium;
	readonly digits: number | null;
	readonly position: string | null;
	readonly installed: number;
	readonly removed: number | null;
	readonly initialRegister: number | null;
	readonly finalRegister: number | null;
	readonly mostPerHour: number | null;
	/** 'YYYY-MM-DD'. */
	readonly nextCalibration: string | null;
}

/** SEK without VAT per m³ or kWh, and a day. */
export interface PriceDraft {
	readonly medium: Medium;
	readonly from: number;
	readonly to: number | null;
	readonly perUnit: number;
	readonly vat: number;
	readonly fixedPerDay: number;
}

export interface AccountDraft {
	readonly email: string;
	readonly passwordHash: string;
	readonly kind: 'tenant' | 'staff';
	/** Key of the person; null for staff. */
	readonly person: string | null;
	/** What a member of staff does for the company; with any, the account has a second factor. */
	readonly roles: readonly StaffRole[];
	/** A tenant who has switched on neither days nor hours; the others have. */
	readonly declines: boolean;
}

export type StaffRole =
	'consent_officer' | 'case_handler' | 'billing' | 'technician' | 'statistics' | 'auditor';

/** °C of a civil day. */
export interface OutdoorDraft {
	readonly day: string;
	readonly meanC: number;
	readonly lowC: number;
	readonly highC: number;
}
