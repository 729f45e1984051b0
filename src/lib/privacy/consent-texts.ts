/*
 * What people say yes or no to, word for word. A record of consent keeps the version and the SHA-256 of the text in the
 * language in which it was shown (consent-hashes.ts): a text that changes gets a new version and a new line there.
 */

export type ConsentLanguage = 'sv' | 'en' | 'nb';

/** What a text is about. `hide_hours`: an objection, no consent; `keep_hours`: how long hours are kept. */
export const CONSENT_TEXT_KEYS = [
	'own_view_day',
	'own_view_hour',
	'display_day',
	'display_hour',
	'tv_day',
	'case',
	'hide_hours',
	'keep_hours'
] as const;
export type ConsentTextKey = (typeof CONSENT_TEXT_KEYS)[number];

interface Written extends Readonly<Record<ConsentLanguage, string>> {
	readonly version: number;
}

export const CONSENT_TEXTS: Readonly<Record<ConsentTextKey, Written>> = {
	own_view_day: {
		version: 1,
		sv: 'Jag vill se mitt hem dag för dag. Dagar visar vilka dygn någon har varit hemma, bortrest eller haft gäster. Valet gäller vad jag själv ser och ger ingen annan rätt att läsa. Det gäller i tolv månader, och jag kan ändra det när jag vill.',
		en: 'I want to see my home day by day. Days show on which days somebody has been at home, away or had guests. The choice is about what I see myself and lets nobody else read. It lasts twelve months, and I can change it whenever I like.',
		nb: 'Jeg vil se boligen min dag for dag. Dager viser hvilke døgn noen har vært hjemme, bortreist eller hatt gjester. Valget gjelder det jeg selv ser, og gir ingen andre rett til å lese. Det gjelder i tolv måneder, og jeg kan endre det når jeg vil.'
	},
	own_view_hour: {
		version: 1,
		sv: 'Jag vill se mitt hem timme för timme. Timmar visar när någon sover, lagar mat, duschar och är hemma. Valet gäller vad jag själv ser och ger ingen annan rätt att läsa. Det gäller i tolv månader, och jag kan ändra det när jag vill.',
		en: 'I want to see my home hour by hour. Hours show when somebody sleeps, cooks, showers and is at home. The choice is about what I see myself and lets nobody else read. It lasts twelve months, and I can change it whenever I like.',
		nb: 'Jeg vil se boligen min time for time. Timer viser når noen sover, lager mat, dusjer og er hjemme. Valget gjelder det jeg selv ser, og gir ingen andre rett til å lese. Det gjelder i tolv måneder, og jeg kan endre det når jeg vil.'
	},
	display_day: {
		version: 2,
		sv: 'Displayen på väggen får visa dagen så här långt, mot en vanlig dag. Den som står framför den kan se vilka dygn någon är hemma, bortrest eller har gäster. Så länge timmar är av visas dagen i runda tal. Valet gäller hemmets displayer i tolv månader, och alla som står på kontraktet kan stänga av det när som helst.',
		en: 'The display on the wall may show the day so far, against a usual day. Whoever stands in front of it can see on which days somebody is at home, away or has guests. As long as hours are off the day is shown in round numbers. The choice is about the displays of this home for twelve months, and everybody on the contract can switch it off at any time.',
		nb: 'Skjermen på veggen kan vise dagen så langt, mot en vanlig dag. Den som står foran den, kan se hvilke døgn noen er hjemme, bortreist eller har gjester. Så lenge timer er av, vises dagen i runde tall. Valget gjelder skjermene i boligen i tolv måneder, og alle som står på kontrakten, kan slå det av når som helst.'
	},
	display_hour: {
		version: 2,
		sv: 'Displayen på väggen får visa vad som används just nu och den senaste timmen. Den som står framför den kan se när någon sover, duschar och är hemma. Är något på visas också dörrar och uttag. Valet gäller hemmets displayer i tolv månader, och alla som står på kontraktet kan stänga av det när som helst.',
		en: 'The display on the wall may show what is used now and the last hour. Whoever stands in front of it can see when somebody sleeps, showers and is at home. Where anything is on, doors and sockets are shown too. The choice is about the displays of this home for twelve months, and everybody on the contract can switch it off at any time.',
		nb: 'Skjermen på veggen kan vise det som brukes akkurat nå, og den siste timen. Den som står foran den, kan se når noen sover, dusjer og er hjemme. Er noe på, vises også dører og kontakter. Valget gjelder skjermene i boligen i tolv måneder, og alle som står på kontrakten, kan slå det av når som helst.'
	},
	tv_day: {
		version: 1,
		sv: 'TV:n får visa dagar. Alla i rummet kan se vilka dygn någon har varit hemma eller bortrest. Timmar visas aldrig på TV. Valet gäller i tolv månader, och alla som står på kontraktet kan stänga av det när som helst.',
		en: 'The TV may show days. Everybody in the room can see on which days somebody has been at home or away. Hours are never shown on TV. The choice lasts twelve months, and everybody on the contract can switch it off at any time.',
		nb: 'TV-en kan vise dager. Alle i rommet kan se hvilke døgn noen har vært hjemme eller bortreist. Timer vises aldri på TV. Valget gjelder i tolv måneder, og alle som står på kontrakten, kan slå det av når som helst.'
	},
	case: {
		version: 1,
		sv: 'Hyresvärdens handläggare får läsa det som står här, för det ärende som står här. Alla som står på kontraktet måste säga ja. Rätten tar slut när ärendet stängs, senast efter 30 dagar, och genast när någon av oss tar tillbaka sitt ja. Varje läsning skrivs upp och syns för mig. Ett nej ändrar ingenting annat: samma räkning, samma hjälp.',
		en: 'The landlord’s case handler may read what is listed here, for the case that is named here. Everybody on the contract has to say yes. The right ends when the case is closed, after 30 days at the latest, and at once when one of us takes back their yes. Every reading is written down and shown to me. A no changes nothing else: the same bill, the same help.',
		nb: 'Utleierens saksbehandler kan lese det som står her, for saken som står her. Alle som står på kontrakten, må si ja. Retten slutter når saken lukkes, senest etter 30 dager, og straks når en av oss tar tilbake sitt ja. Hver lesing skrives opp og vises for meg. Et nei endrer ikke noe annet: samme regning, samme hjelp.'
	},
	hide_hours: {
		version: 1,
		sv: 'Hemmets timmar döljs för alla: för dem som bor här, för displayen och för andra som annars får se dem. Ingen får veta vem som har dolt dem. Dagar och månader visas som förut, och jag kan ångra mig när jag vill.',
		en: 'The hours of this home are hidden from everybody: from those who live here, from the display and from others who could see them otherwise. Nobody is told who has hidden them. Days and months are shown as before, and I can change my mind whenever I like.',
		nb: 'Timene i boligen skjules for alle: for dem som bor her, for skjermen og for andre som ellers kan se dem. Ingen får vite hvem som har skjult dem. Dager og måneder vises som før, og jeg kan ombestemme meg når jeg vil.'
	},
	keep_hours: {
		version: 1,
		sv: 'Hemmets timmar sparas i 24 månader i stället för 13, så att de kan jämföras med förra årets. Det gäller de timmar som någon här har sagt ja till, inte rumstemperaturens. Valet gäller hela hemmet i tolv månader, och det kan ändras när som helst.',
		en: 'The hours of this home are kept for 24 months instead of 13, so that they can be compared with last year’s. It is about the hours that somebody here has said yes to, not those of the room temperature. The choice is the whole home’s for twelve months, and it can be changed at any time.',
		nb: 'Timene i boligen lagres i 24 måneder i stedet for 13, slik at de kan sammenlignes med fjorårets. Det gjelder de timene som noen her har sagt ja til, ikke romtemperaturens. Valget gjelder hele boligen i tolv måneder, og det kan endres når som helst.'
	}
};
