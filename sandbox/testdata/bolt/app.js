// A small app on Slack's own framework. It does its work before it acknowledges,
// so that whoever waits for the acknowledgement sees the result; where Bolt itself
// acknowledges first, it prints a line when it is done.
const { App, LogLevel, SocketModeReceiver } = require('@slack/bolt');

const clientOptions = { slackApiUrl: process.env.SLACK_API_URL };
const receiver = new SocketModeReceiver({
  appToken: process.env.SLACK_APP_TOKEN,
  clientPingTimeout: 2000, // milliseconds; also the pause before it reconnects
  installerOptions: { clientOptions },
  logLevel: LogLevel.ERROR,
});
const app = new App({ token: process.env.SLACK_BOT_TOKEN, receiver, clientOptions, logLevel: LogLevel.ERROR });

const plain = (text) => ({ type: 'plain_text', text });
const button = (action_id, label) => ({ type: 'actions', elements: [{ type: 'button', action_id, text: plain(label) }] });
const words = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });

const form = (title, blocks) => ({
  type: 'modal',
  callback_id: 'note',
  title: plain(title),
  submit: plain('Save'),
  blocks: [{ type: 'input', block_id: 'note', label: plain('Note'), element: { type: 'plain_text_input', action_id: 'v' } }, ...blocks],
});

// Commands, by their first word.
const commands = {
  async form({ body, client }) {
    await client.views.open({ trigger_id: body.trigger_id, view: form('A note', [button('more', 'More')]) });
  },
  async ask({ say }) {
    await say({ text: 'May I?', blocks: [words('May I?'), button('allow', 'Allow')] });
  },
  async hint({ respond }) {
    await respond({ text: 'Shall I go?', blocks: [words('Shall I go?'), button('dismiss', 'Go')] });
  },
  async upload({ client, respond }, channel) {
    try {
      await client.files.uploadV2({ channel_id: channel, filename: 'rates.csv', title: 'Rates', file: Buffer.from('a,b\n1,2\n'), initial_comment: 'The rates' });
    } catch (error) {
      await respond(`not uploaded: ${error.data.error}`);
    }
  },
  async dismissals({ respond }) {
    await respond(dismissals.join(', '));
  },
};

app.command('/bolt', async (args) => {
  const [name, ...rest] = args.command.text.split(' ');
  await commands[name](args, ...rest);
  await args.ack();
});

app.action('more', async ({ ack, body, client }) => {
  await client.views.push({ trigger_id: body.trigger_id, view: form('More', []) });
  await ack();
});

app.view('note', async ({ ack, body, view, client }) => {
  const { value } = view.state.values.note.v;
  if (value === 'bad') {
    await ack({ response_action: 'errors', errors: { note: 'Say something kind.' } });
    return;
  }
  await client.chat.postMessage({ channel: body.user.id, text: `Noted: ${value}` });
  await ack({ response_action: 'clear' });
});

app.action('allow', async ({ ack, body, respond }) => {
  await respond({ replace_original: true, text: `<@${body.user.id}> allowed it.` });
  await ack();
});

app.action('dismiss', async ({ ack, respond }) => {
  await respond({ delete_original: true });
  await ack();
});

const home = (presses) => ({ type: 'home', blocks: [words(`Pressed ${presses} times.`), { ...button('press', 'Press'), block_id: `presses.${presses}` }] });

app.event('app_home_opened', async ({ event, client }) => {
  if (!event.view) {
    await client.views.publish({ user_id: event.user, view: home(0) });
  }
  console.log(event.view ? 'home seen again' : 'home published');
});

app.action('press', async ({ ack, action, body, client }) => {
  const presses = Number(action.block_id.split('.')[1]) + 1;
  await client.views.publish({ user_id: body.user.id, hash: body.view.hash, view: home(presses) });
  await ack();
});

// An app that is busy when a message first arrives: Bolt always acknowledges what
// it gets, so it does not get that.
const processEvent = app.processEvent.bind(app);
app.processEvent = async (event) => {
  if (event.body.event?.type === 'message' && !event.retryNum) return;
  await processEvent(event);
};

app.message(async ({ message, context, say }) => {
  await say(`Heard "${message.text}" at retry ${context.retryNum} (${context.retryReason}).`);
  console.log('message answered');
});

const dismissals = [];
receiver.client.on('ws_message', (data) => {
  const frame = JSON.parse(data);
  if (frame.type === 'disconnect') dismissals.push(frame.reason);
});
receiver.client.on('connected', () => console.log('connected'));

app.start();
