import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gateProject, repository } from './gate-project.ts';
import { type GateWay, gateWays } from './ways.ts';

const plugin = join(repository, 'src/vitest/plugin/contracts-plugin.ts');
const configOf = ({ config, before = '', test: own = '', options = '' }: GateWay) =>
  config ??
  `import base from './vitest.config.ts';
  import { contracts } from '${plugin}';
  ${before}
  export default { ...base, plugins: [contracts({ ${options} })], test: { ...base.test, ${own} } };`;

/** Runs the gate in a project of its own, where the candidate breaks a contract, and another snapshot is in production. */
async function ran(way: GateWay) {
  const made = await gateProject({
    'contracts/trips.contract.ts': way.contracts,
    'way.config.ts': configOf(way),
    'data/other.csv': 'id,fare\n1,1\n',
    'setup.ts': "export default () => { throw new Error('the setup threw'); };",
  });
  try {
    const before = await made.record([6, 7], 'production');
    await made.record([60, 70], 'candidate');
    const args = ['--config', 'way.config.ts', ...(way.args ?? [])];
    const { code, output } = await made.promoteWith(way.env ?? {}, ...args);
    const store = await made.store();
    const { tags, head } = await store.state('trips');
    const said = output.replaceAll(/\s+/g, ' ');
    return {
      output,
      found: {
        code,
        says: said.includes(way.says) ? way.says : said,
        isMoved: tags.get('production')?.snapshot !== before,
        record: head?.kind,
        problems: await store.verify(),
      },
    };
  } finally {
    await made.remove();
  }
}

test.concurrent.each(gateWays.map((way) => [way.name, way] as const))(
  'no gate promotes with %s',
  async (_, way) => {
    const { found, output } = await ran(way);
    // Only what was judged is on record.
    const record = way.code === 1 ? 'refuse' : 'create';
    const { code, says } = way;
    expect(found, output).toEqual({ code, says, isMoved: false, record, problems: [] });
  },
);
