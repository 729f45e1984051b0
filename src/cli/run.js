// What the npm scripts run. Plain JavaScript, so that an older Node or a missing `npm ci` ends in a line, not a stack.
import { existsSync } from 'node:fs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (!existsSync(new URL('../../node_modules/commander', import.meta.url))) {
	console.error('The packages are not installed. Run: npm ci');
	process.exitCode = 1;
} else if (major < 22 || (major === 22 && minor < 18)) {
	console.error(
		`This is Node ${process.versions.node}, and Hemvy needs 22.18 or newer. ` +
			'npm ci installs one of its own: start with npm start or npm run hemvy.'
	);
	process.exitCode = 1;
} else {
	await import('./hemvy.ts');
}
