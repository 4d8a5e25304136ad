'use strict';
// What Lambda's own bootstrap does for a Node.js function: takes calls from the Runtime API and hands them to the
// handler. The handler's code comes unchanged from the cloud assembly.
const http = require('http');
const https = require('https');
const path = require('path');

// The handler answers CloudFormation at https://<host>/<path>, without a port: S3 is on 443, the stage is not.
https.globalAgent.defaultPort = Number(process.env.STAGE_RESPONSE_PORT);

if (process.env.AWS_LAMBDA_LOG_LEVEL === 'FATAL') {
  for (const level of ['trace', 'debug', 'log', 'info', 'warn', 'error']) {
    console[level] = () => {};
  }
}

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true });

function call(method, resource, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host, port, agent, method, path: `/2018-06-01/runtime/${resource}`, headers: { 'Content-Length': Buffer.byteLength(body) } },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }));
      });
    request.on('error', reject);
    request.end(body);
  });
}

function describe(error) {
  return JSON.stringify({
    errorType: error.name,
    errorMessage: error.message,
    trace: (error.stack || '').split('\n'),
  });
}

async function main() {
  const [module, name] = process.env._HANDLER.split('.');
  const handler = require(path.join(process.env.LAMBDA_TASK_ROOT, module))[name];
  for (;;) {
    const next = await call('GET', 'invocation/next', '');
    const id = next.headers['lambda-runtime-aws-request-id'];
    try {
      const result = await handler(JSON.parse(next.body));
      await call('POST', `invocation/${id}/response`, JSON.stringify(result === undefined ? null : result));
    } catch (error) {
      console.error('Invoke Error', describe(error));
      await call('POST', `invocation/${id}/error`, describe(error));
    }
  }
}

// Without the Runtime API there is nothing left to do: the stage has closed it.
main().catch((error) => {
  if (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET') process.exit(0);
  process.stderr.write(`${error.stack}\n`);
  call('POST', 'init/error', describe(error)).finally(() => process.exit(1));
});
