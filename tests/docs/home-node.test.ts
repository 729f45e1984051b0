import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NODE_ENV_FILE } from './variables.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../deploy/home-node');
const read = (file: string): string => readFileSync(path.join(FOLDER, file), 'utf8');
const units = readdirSync(FOLDER).filter((file) => file.endsWith('.service'));
const has = (program: string) => spawnSync(program, ['--version']).status === 0;

/** The values of a unit's settings of that name, in order. */
const settings = (unit: string, name: string): string[] =>
	[...read(unit).matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value ?? '');

describe('deploy/home-node', () => {
	it.skipIf(!has('systemd-analyze'))('has units that systemd finds nothing wrong with', () => {
		const { status, stderr } = spawnSync(
			'systemd-analyze',
			['verify', ...units.map((unit) => path.join(FOLDER, unit))],
			{ encoding: 'utf8' }
		);
		expect(stderr).toBe('');
		expect(status).toBe(0);
	});

	it('runs the node as it is measured and tested: its memory, its watchdog, this machine only', () => {
		expect(settings('hemvy-node.service', 'ExecStart')).toEqual([
			'/usr/bin/env node --min-semi-space-size=4 --max-semi-space-size=4 --max-old-space-size=64 /opt/hemvy/build/kiosk/index.js'
		]);
		expect(settings('hemvy-node.service', 'Type')).toEqual(['notify']);
		// systemd-notify is a process of its own
		expect(settings('hemvy-node.service', 'NotifyAccess')).toEqual(['all']);
		expect(settings('hemvy-node.service', 'Restart')).toEqual(['always']);
		expect(Number(settings('hemvy-node.service', 'WatchdogSec')[0])).toBeGreaterThanOrEqual(30);
		expect(settings('hemvy-node.service', 'Environment')).toContain('HOST=127.0.0.1');
	});

	it('gives the node one folder to write in and no rights', () => {
		const unit = 'hemvy-node.service';
		for (const [name, value] of Object.entries({
			DynamicUser: 'yes',
			StateDirectory: 'hemvy',
			ProtectSystem: 'strict',
			ProtectHome: 'yes',
			NoNewPrivileges: 'yes',
			CapabilityBoundingSet: ''
		}))
			expect(settings(unit, name), name).toEqual([value]);
		const home = settings(unit, 'Environment').find((each) => each.startsWith('HEMVY_NODE_DATA='));
		expect(home).toBe('HEMVY_NODE_DATA=/var/lib/hemvy');
	});

	it('comments every variable that the node reads, with what holds without it', () => {
		expect(read('node.env'), 'write it anew: npx node tests/docs/variables.ts').toBe(NODE_ENV_FILE);
		expect(read('node.env').match(/^[^#\n].*/gm), 'nothing is set').toBeNull();
	});

	it('starts a browser by a script that bash can read', () => {
		expect(statSync(path.join(FOLDER, 'hemvy-browser')).mode & 0o111).toBe(0o111);
		expect(spawnSync('bash', ['-n', path.join(FOLDER, 'hemvy-browser')]).status).toBe(0);
		expect(settings('hemvy-display.service', 'ExecStart')[0]).toContain(
			'/opt/hemvy/deploy/home-node/hemvy-browser'
		);
	});

	it('installs every file that there is, and samples with what the node cannot do without', () => {
		const page = read('README.md');
		const own = readdirSync(FOLDER).filter(
			(file) => !['README.md', 'samples', 'hemvy-browser'].includes(file)
		);
		expect(own.filter((file) => !page.includes(file))).toEqual([]);
		expect(readdirSync(path.join(FOLDER, 'samples')).filter((file) => !page.includes(`\`${file}\``))).toEqual(
			[]
		);
		expect(read('samples/wmbusmeters.conf')).toMatch(/^ignoreduplicates=false$/m);
		expect(read('samples/zigbee2mqtt.yaml')).toMatch(/^ {2}last_seen: ISO_8601$/m);
		expect(read('samples/zigbee2mqtt.yaml')).toMatch(/^availability:\n {2}enabled: true$/m);
	});
});
