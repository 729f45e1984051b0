// Loaded before an app: it ends with the process that started it, also when that one is killed, so that none is left
// behind that holds the port.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

// The portal has answered what was under way; idle connections to the database must not hold the process. The wall
// display ends by itself, once it has written what waits.
if (process.env['APP'] === 'portal')
	process.on('sveltekit:shutdown', () => setTimeout(() => process.exit(0), 200).unref());
