import { SingleBar } from 'cli-progress';

/** Shows how far a long piece of work has come: a bar on a terminal, a plain line every five seconds elsewhere. */
export interface Progress {
	/** @param share 0 to 1, null when the end is not known @param words what is counted so far */
	show(share: number | null, words: string): void;
	done(): void;
}

const PLAIN_INTERVAL_MS = 5_000;

/** @param title what is being done, such as "Reading water.csv" */
export function openProgress(title: string, stream: NodeJS.WriteStream = process.stderr): Progress {
	return stream.isTTY ? bar(title, stream) : plainLines(title, stream);
}

function bar(title: string, stream: NodeJS.WriteStream): Progress {
	const single = new SingleBar({
		stream,
		format: `${title} {bar} {percent}  {words}`,
		formatBar: (progress) => '━'.repeat(Math.round(progress * 24)).padEnd(24, '╌'),
		hideCursor: true,
		clearOnComplete: true,
		stopOnComplete: false,
		fps: 8
	});
	single.start(1000, 0, { percent: '', words: '' });
	return {
		show(share, words) {
			const percent = share === null ? '' : `${String(Math.floor(share * 100)).padStart(3)} %`;
			single.update(Math.round((share ?? 0) * 1000), { percent, words });
		},
		done() {
			single.stop();
		}
	};
}

function plainLines(title: string, stream: NodeJS.WriteStream): Progress {
	let last = Date.now();
	return {
		show(share, words) {
			if (Date.now() - last < PLAIN_INTERVAL_MS) return;
			last = Date.now();
			stream.write(`${title}: ${share === null ? '' : `${Math.floor(share * 100)} %, `}${words}\n`);
		},
		done() {
			// the closing line is the command's own
		}
	};
}
