// Ten sockets of one app, and one too many. Each answers commands with its number.
const { LogLevel, SocketModeClient } = require('@slack/socket-mode');

async function connect(number) {
  const client = new SocketModeClient({
    appToken: process.env.SLACK_APP_TOKEN,
    autoReconnectEnabled: false,
    clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
    logLevel: LogLevel.ERROR,
  });
  client.on('slash_commands', ({ ack }) => ack({ text: `socket ${number}` }));
  client.on('ws_message', (data) => {
    const frame = JSON.parse(data);
    if (frame.type === 'disconnect') console.log(`socket ${number} is dismissed: ${frame.reason}`);
  });
  await client.start();
}

async function main() {
  for (let number = 1; number <= 10; number += 1) await connect(number);
  await connect(11).catch(() => {}); // not greeted
}

main();
