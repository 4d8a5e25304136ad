// Plays one execution of a batch's state machine as AWS Step Functions does. An interpreter executes the states; it knows no
// Distributed Map, so that is done here: the item processor is run once for each item, as a state machine of its own.
// Standard input: a line of JSON, {definition, input, execution, mapRun, hurry, services: {dataZone, lambda, s3,
// stepFunctions}} with ARNs and endpoints; later the line "stop". Where it ends, this program ends.
// Standard output: lines of JSON. The counts of the items each time that they change; at last {status, error, cause}.
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';

if (!Promise.withResolvers) { // Before Node.js 22, which the interpreter wants.
  Promise.withResolvers = () => {
    const all = {};
    all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
    return all;
  };
}
const { StateMachine } = await import('aws-local-stepfunctions');

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const play = JSON.parse((await lines.next()).value);
const NAME = play.execution.split(':').pop();
const AS_IT_IS = { validationOptions: { noValidate: true } };
const SECONDS = ['Seconds', 'IntervalSeconds', 'MaxDelaySeconds', 'TimeoutSeconds'];
const NEVER = new Promise(() => {});

class TaskError extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const tell = (what) => console.log(JSON.stringify(what));
const signedFor = (service) =>
  `AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** With all waits so many times shorter. */
function hurried(node) {
  if (Array.isArray(node)) return node.map(hurried);
  if (!isObject(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) =>
    [name, SECONDS.includes(name) && typeof value === 'number' ? value / play.hurry : hurried(value)]));
}

// What the tasks call

/** Step Functions writes the names of the API's members with a capital letter, at each depth. */
function renamed(value, letter) {
  if (Array.isArray(value)) return value.map((element) => renamed(element, letter));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [letter(name[0]) + name.slice(1), renamed(member, letter)]));
}

async function dataZone(method, path, members) {
  let response, text;
  try {
    response = await fetch(`${play.services.dataZone}/v2/domains/${path}`, {
      method,
      headers: { Authorization: signedFor('datazone'), 'Content-Type': 'application/json' },
      body: members && JSON.stringify(renamed(members, (letter) => letter.toLowerCase())),
    });
    text = await response.text();
  } catch (broken) {
    throw new TaskError('DataZone.SdkClientException', `Unable to execute HTTP request: ${broken.message}`);
  }
  if (response.ok) return renamed(JSON.parse(text), (letter) => letter.toUpperCase());
  const known = ['AccessDenied', 'Conflict', 'InternalServer', 'ResourceNotFound', 'ServiceQuotaExceeded', 'Throttling',
    'Unauthorized', 'Validation'].map((name) => `${name}Exception`);
  const error = response.headers.get('x-amzn-errortype');
  throw new TaskError(
    `DataZone.${known.includes(error) ? error : 'DataZoneException'}`, `${JSON.parse(text).message} (Service: DataZone)`);
}

async function invoke({ FunctionName, Payload }) {
  const url = `${play.services.lambda}/2015-03-31/functions/${encodeURIComponent(FunctionName)}/invocations`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(Payload) });
  const text = await response.text();
  if (!response.ok) throw new TaskError('Lambda.ServiceException', text);
  if (response.headers.has('x-amz-function-error')) throw new TaskError(JSON.parse(text).errorType, text);
  return { Payload: JSON.parse(text), StatusCode: response.status };
}

async function stopExecution({ ExecutionArn: executionArn, Error: error, Cause: cause }) {
  const response = await fetch(play.services.stepFunctions, {
    method: 'POST',
    headers: { 'X-Amz-Target': 'AWSStepFunctions.StopExecution', 'Content-Type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ executionArn, error, cause }),
  });
  const { __type, message } = await response.json();
  if (!response.ok) throw new TaskError(`Sfn.${__type}`, message);
  return {};
}

async function s3(method, bucket, key, body = '') {
  const response = await fetch(`${play.services.s3}/${bucket}/${key}`, {
    method,
    headers: {
      Authorization: signedFor('s3'),
      'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
    },
    body: body || undefined,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

const actions = {
  'lambda:invoke': invoke,
  'aws-sdk:sfn:stopExecution': stopExecution,
  'aws-sdk:datazone:startMetadataGenerationRun': ({ DomainIdentifier, ...members }) =>
    dataZone('POST', `${DomainIdentifier}/metadata-generation-runs`, members),
  'aws-sdk:datazone:getMetadataGenerationRun': ({ DomainIdentifier, Identifier }) =>
    dataZone('GET', `${DomainIdentifier}/metadata-generation-runs/${Identifier}`),
  'aws-sdk:datazone:acceptPredictions': ({ DomainIdentifier, Identifier, ...members }) =>
    dataZone('PUT', `${DomainIdentifier}/assets/${Identifier}/accept-predictions`, members),
};

// The interpreter

const context = (name, more) => ({ Execution: { Id: play.execution, Name: name }, ...more });

/** Starts an execution. A handler sees what Parameters make of the input; one that was stopped calls nothing any more. */
function run(definition, input, name) {
  const execution = { stopped: false };
  const handle = (state) => async (members) =>
    execution.stopped ? NEVER : actions[state.Resource.split(':::')[1]](members);
  const tasks = Object.entries(definition.States).filter(([, state]) => state.Type === 'Task');
  const { result, abort } = new StateMachine(definition, AS_IT_IS).run(input, {
    overrides: { taskResourceLocalHandlers: Object.fromEntries(tasks.map(([task, state]) => [task, handle(state)])) },
    context: context(name),
  });
  execution.ended = result.then(
    (output) => ({ status: 'SUCCEEDED', output }),
    (error) => execution.stopped
      ? { status: 'ABORTED' }
      : { status: 'FAILED', error: (error.cause ?? error).name, cause: (error.cause ?? error).message });
  execution.stop = () => {
    execution.stopped = true;
    abort();
  };
  return execution;
}

/** What a template such as an ItemSelector makes of the input, by the interpreter: as a Pass. */
function filledIn(template, input, more) {
  const pass = { StartAt: 'Pass', States: { Pass: { Type: 'Pass', Parameters: template, End: true } } };
  return new StateMachine(pass, AS_IT_IS).run(input, { context: context(NAME, more) }).result;
}

// The Distributed Map

const children = [];
let stopped = false;

const count = (...statuses) => children.filter(({ status }) => statuses.includes(status)).length;

function tellCounts() {
  tell({
    pending: count('PENDING'),
    running: count('RUNNING'),
    succeeded: count('SUCCEEDED'),
    failed: count('FAILED'),
    aborted: count('ABORTED'),
  });
}

function stopChildren() {
  children.forEach(({ execution }) => execution?.stop());
}

/** The times in the items come nearer, as all waits are shorter. */
async function items(reader, input) {
  try {
    const { Bucket, Key } = await filledIn(reader.Parameters, input);
    const now = Date.now();
    return JSON.parse(await s3('GET', Bucket, Key))
      .map((item) => ({ ...item, at: new Date(now + (new Date(item.at) - now) / play.hurry).toISOString() }));
  } catch (error) {
    throw new TaskError('States.ItemReaderFailed', error.message);
  }
}

async function runChild(child, processor) {
  child.status = 'RUNNING';
  child.began = new Date().toISOString();
  child.execution = run(processor, child.input, child.name);
  tellCounts();
  Object.assign(child, await child.execution.ended, { ended: new Date().toISOString() });
}

/** In the order of the items, so many at once. Where too many fail, those that run are stopped, and no other begins. */
async function distributed(map, input) {
  for (const [index, value] of (await items(map.ItemReader, input)).entries()) {
    const selected = await filledIn(map.ItemSelector, input, { Map: { Item: { Index: index, Value: value } } });
    children.push({ name: `${NAME}-${index}`, input: selected, status: 'PENDING' });
  }
  tellCounts();
  const tooManyFailed = () => count('FAILED') * 100 > children.length * (map.ToleratedFailurePercentage ?? 0);
  const waiting = [...children];
  const worker = async () => {
    while (waiting.length > 0 && !stopped && !tooManyFailed()) {
      await runChild(waiting.shift(), map.ItemProcessor);
      if (tooManyFailed()) stopChildren();
      tellCounts();
    }
  };
  await Promise.all(Array.from({ length: Math.min(children.length, map.MaxConcurrency) }, worker));
  await writeResults(map.ResultWriter.Parameters);
  if (tooManyFailed()) {
    throw new TaskError(
      'States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded');
  }
}

/** As Step Functions has it: a file for each outcome, and one that names them. */
async function writeResults({ Bucket, Prefix }) {
  const folder = `${Prefix}/${play.mapRun.split(':').pop()}`;
  const files = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  const outcomes = { FAILED: ['FAILED', 'ABORTED'], PENDING: ['PENDING'], SUCCEEDED: ['SUCCEEDED'] };
  for (const [outcome, statuses] of Object.entries(outcomes)) {
    const results = children.filter(({ status }) => statuses.includes(status)).map(result);
    if (results.length > 0) {
      const body = JSON.stringify(results);
      const key = `${folder}/${outcome}_0.json`;
      await s3('PUT', Bucket, key, body);
      files[outcome].push({ Key: key, Size: Buffer.byteLength(body) });
    }
  }
  const manifest = { DestinationBucket: Bucket, MapRunArn: play.mapRun, ResultFiles: files };
  await s3('PUT', Bucket, `${folder}/manifest.json`, JSON.stringify(manifest));
}

const result = ({ name, input, status, output, error, cause, began, ended }) => ({
  ExecutionArn: play.execution.replace(`:${NAME}`, `/Generate:${name}`),
  Name: name,
  Status: status,
  Input: JSON.stringify(input),
  InputDetails: { Included: true },
  Output: output && JSON.stringify(output),
  OutputDetails: output && { Included: true },
  Error: error,
  Cause: cause,
  RedriveCount: 0,
  StartDate: began,
  StopDate: ended,
});

// The execution

let mapRun = Promise.resolve();

/** With a task in the place of the map, which the interpreter lets be done here. */
function withoutMap(definition) {
  const [name, map] = Object.entries(definition.States).find(([, state]) => state.Type === 'Map');
  actions['map:run'] = (input) => (mapRun = distributed(map, input));
  const { Retry, ResultPath, Next } = map;
  const task = { Type: 'Task', Resource: 'arn:aws:states:::map:run', Retry, ResultPath, Next };
  return { ...definition, States: { ...definition.States, [name]: task } };
}

const execution = run(withoutMap(hurried(play.definition)), play.input, NAME);

(async () => {
  for await (const line of lines) {
    if (line === 'stop') {
      stopped = true;
      execution.stop();
      stopChildren();
    }
  }
  process.exit(0); // Whoever wanted to know is gone.
})();

const { status, error, cause } = await execution.ended;
await mapRun.catch(() => {}); // Its results, where it was stopped.
tell({ status, error, cause });
process.exit(0);
