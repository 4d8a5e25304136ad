// Plays the state machine of a batch as AWS Step Functions does, but for its Distributed Map: the interpreter knows none, so
// the item processor is run here once for each item, as a state machine of its own. Reads from standard input
//   {definition, input, endpoint, selection: [{id, at}], active: {id: run}, waits, retries, concurrency, stopFails}
// and writes {execution: {status, error, cause}, assets: {id: {status, error, cause, output}}} to standard output.
import { readFileSync } from 'node:fs';

if (!Promise.withResolvers) { // Before Node.js 22, which the interpreter wants.
  Promise.withResolvers = () => {
    const all = {};
    all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
    return all;
  };
}
const { StateMachine } = await import('aws-local-stepfunctions');

const play = JSON.parse(readFileSync(0, 'utf8'));
const EXECUTION = 'arn:aws:states:eu-west-1:123456789012:execution:batch:played';
const SIGNATURE = 'AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/datazone/aws4_request, SignedHeaders=host, Signature=0';
const AS_IT_IS = { noValidate: true };

class TaskError extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

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
    response = await fetch(`${play.endpoint}/v2/domains/${path}`, {
      method,
      headers: { Authorization: SIGNATURE, 'Content-Type': 'application/json' },
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

let stopped;
const actions = {
  'aws-sdk:datazone:startMetadataGenerationRun': ({ DomainIdentifier, ...members }) =>
    dataZone('POST', `${DomainIdentifier}/metadata-generation-runs`, members),
  'aws-sdk:datazone:getMetadataGenerationRun': ({ DomainIdentifier, Identifier }) =>
    dataZone('GET', `${DomainIdentifier}/metadata-generation-runs/${Identifier}`),
  'aws-sdk:datazone:acceptPredictions': ({ DomainIdentifier, Identifier, ...members }) =>
    dataZone('PUT', `${DomainIdentifier}/assets/${Identifier}/accept-predictions`, members),
  'aws-sdk:sfn:stopExecution': ({ ExecutionArn, Error: error, Cause: cause }) => {
    if (play.stopFails) throw new TaskError('Sfn.AccessDeniedException', 'not authorized to perform: states:StopExecution');
    if (ExecutionArn !== EXECUTION) throw new TaskError('Sfn.ExecutionDoesNotExistException', ExecutionArn);
    stopped ??= { status: 'ABORTED', error, cause };
    running.forEach((execution) => execution.abort());
    return {};
  },
  'lambda:invoke': ({ Payload }) => {
    if (Payload.MetadataGenerationBatch === 'FIND_ACTIVE') {
      return { Payload: { Id: play.active?.[Payload.id] ?? '' } };
    }
    selected = Payload;
    return { Payload: { seed: Payload.name, count: play.selection.length, bucket: 'results', key: 'items.json' } };
  },
};

/** Handlers of all tasks of a machine. A handler sees what Parameters make of the input. */
function overrides(states) {
  const tasks = Object.entries(states).filter(([, state]) => state.Type === 'Task');
  return {
    taskResourceLocalHandlers: Object.fromEntries(
      tasks.map(([name, state]) => [name, async (input) => actions[state.Resource.split(':::')[1]](input)])),
    waitTimeOverrides: play.waits,
    retryIntervalOverrides: Object.fromEntries(
      tasks.map(([name, state]) => [name, (state.Retry ?? []).map(() => play.retry)])),
  };
}

function run(definition, input, name) {
  return new StateMachine(definition, { validationOptions: AS_IT_IS }).run(input, {
    overrides: overrides(definition.States),
    context: { Execution: { Id: EXECUTION, Name: name, Input: input } },
  });
}

async function outcome(execution) {
  try {
    return { status: 'SUCCEEDED', output: await execution.result };
  } catch (error) {
    if (error.name === 'ExecutionAbortedError') return { status: 'ABORTED' };
    const { name, message } = error.cause ?? error;
    return { status: 'FAILED', error: name, cause: message };
  }
}

const running = new Set();
const assets = {};
let selected;

/** What the parent passes to a child, by the interpreter: as a Pass of the map's ItemSelector. */
async function item(map, value, input) {
  const selector = { StartAt: 'Item', States: { Item: { Type: 'Pass', Parameters: map.ItemSelector, End: true } } };
  const execution = new StateMachine(selector, { validationOptions: AS_IT_IS }).run(input, {
    context: { Execution: { Id: EXECUTION, Name: 'played' }, Map: { Item: { Value: value } } },
  });
  return execution.result;
}

/** In the order of the items, so many at once; none any more where too many have failed or the batch is stopped. */
async function distributed(map, input) {
  const waiting = [...play.selection];
  const most = (play.selection.length * (map.ToleratedFailurePercentage ?? 0)) / 100;
  const failed = () => Object.values(assets).filter(({ status }) => status === 'FAILED').length;
  const worker = async () => {
    while (waiting.length > 0 && !stopped && failed() <= most) {
      const value = waiting.shift();
      const execution = run(map.ItemProcessor, await item(map, value, input), `child-${value.id}`);
      running.add(execution);
      assets[value.id] = await outcome(execution);
      running.delete(execution);
    }
  };
  await Promise.all(Array.from({ length: Math.min(play.concurrency, map.MaxConcurrency) }, worker));
  if (failed() > most) {
    throw new TaskError('States.ExceedToleratedFailureThreshold', `${failed()} of ${play.selection.length} failed`);
  }
}

/** The parent, with a task in the place of its map, which the interpreter lets be done here. */
function parent(definition) {
  const [name, map] = Object.entries(definition.States).find(([, state]) => state.Type === 'Map');
  actions['map:run'] = (input) => distributed(map, input);
  const task = { Type: 'Task', Resource: 'arn:aws:states:::map:run', ResultPath: map.ResultPath, Next: map.Next };
  return { ...definition, States: { ...definition.States, [name]: task } };
}

const ended = await outcome(run(parent(play.definition), play.input, 'played'));
console.log(JSON.stringify({ execution: stopped ?? ended, selected, assets }));
process.exit(0);
