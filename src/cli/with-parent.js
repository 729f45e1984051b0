// Loaded before the portal: it ends with the process that started it, also when that one is killed, so that no portal
// is left behind that holds the port.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

// The server has answered what was under way; idle connections to the database must not hold the process.
process.on('sveltekit:shutdown', () => setTimeout(() => process.exit(0), 200).unref());
