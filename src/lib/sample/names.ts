import { Random } from './random.ts';

// prettier-ignore
const GIVEN = [
	'Alma', 'Anders', 'Anna', 'Asta', 'Birgit', 'Bo', 'Carina', 'Daniel', 'Edvin', 'Elin', 'Elsa', 'Emil', 'Erik', 'Eva',
	'Fatima', 'Filip', 'Greta', 'Gunnar', 'Hanna', 'Hassan', 'Inga', 'Ivar', 'Jenny', 'Johan', 'Karin', 'Klara', 'Lars',
	'Leila', 'Linnea', 'Ludvig', 'Maja', 'Marek', 'Maria', 'Mikael', 'Nils', 'Noor', 'Olof', 'Petra', 'Rolf', 'Sara',
	'Signe', 'Sofia', 'Stina', 'Sven', 'Tove', 'Tuva', 'Ulla', 'Viktor', 'Yusuf', 'Åke'
] as const;

// prettier-ignore
const FAMILY = [
	'Abrahamsson', 'Ahlgren', 'Ali', 'Berglind', 'Björkman', 'Dahlström', 'Ekdahl', 'Engvall', 'Fagerlund', 'Forsling',
	'Granath', 'Hallberg', 'Hedlund', 'Ibrahim', 'Kowalska', 'Kvarnlund', 'Lindegren', 'Ljungberg', 'Melander', 'Nordin',
	'Norell', 'Omar', 'Palm', 'Rosenqvist', 'Sandell', 'Sjödin', 'Stenmark', 'Söderlund', 'Tallberg', 'Virtanen',
	'Wallin', 'Westerdahl', 'Åberg', 'Öhrn'
] as const;

/** Gives out invented names, each once. */
export function nameGiver(seed: number): () => string {
	const random = new Random(seed, 901);
	const given = new Set<string>();
	return () => {
		for (;;) {
			const name = `${random.pick(GIVEN)} ${random.pick(FAMILY)}`;
			if (given.has(name)) continue;
			given.add(name);
			return name;
		}
	};
}
