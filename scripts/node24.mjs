// The only check that the scripts run on the Node they were written for; npm puts the one from node_modules first in PATH.
if (Number(process.versions.node.split('.')[0]) < 24) {
	console.error(
		`Node ${process.versions.node} is too old: run this through npm (npm start, npm test), which brings Node 24 on Linux and Windows; on macOS install Node 24 or newer.`,
	);
	process.exit(1);
}
