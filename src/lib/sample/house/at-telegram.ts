import { HomeUse } from './home-use.ts';
import { registerOf } from './register.ts';
import { slotAt } from './slot.ts';
import type { SampleHome, SampleMeter } from '../home.ts';
import type { RegisterState } from '../telegrams.ts';

/**
 * Where a counter stood at the last telegram of the sample company, from where it stood at any second: what the
 * company's telegrams go on from. Of a gauge, and at a telegram, the state as it is.
 */
export function atTelegram(home: SampleHome, meter: SampleMeter, state: RegisterState): RegisterState {
	const index = home.meters.findIndex(({ serial }) => serial === meter.serial);
	const { begin, end } = slotAt(home, index, state.at);
	if (meter.digits === null || state.at === end) return state;
	return { at: begin, register: registerOf(new HomeUse(home), meter, state).at(begin) };
}
