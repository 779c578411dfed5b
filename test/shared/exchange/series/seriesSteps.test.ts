// A write of a series over Graph, cut off at each of its requests. Over EWS: ews/seriesSteps.test.ts.
import { interruptedSeriesContract } from '../../../contract/interruptedSeries.ts';
import { openLocalGraph } from '../graph/localGraph.ts';

interruptedSeriesContract('Graph', async () => {
  const { mailbox, owner, asked, interrupt } = await openLocalGraph();
  return { mailbox, owner, requests: asked, interrupt, complaints: async () => [] };
});
