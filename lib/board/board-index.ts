// board.json: what there is, and where it stands.
import { WINDOWS } from '../domain/window.ts';
import { type BoardInput, shownRegions } from './input.ts';
import { pageFolder, roundsPath, seriesPath, targetFolder, viewPath } from './paths.ts';
import type { BoardIndex } from './schemas.ts';
import { type DocumentHeader, regionsOf, shownText } from './view-document.ts';

/** The index of the board. Paths in it count from the root of the site. */
export function boardIndex(input: BoardInput, header: DocumentHeader): BoardIndex {
  return {
    schema: 'photofinish/board@1',
    ...header,
    name: shownText(input.name),
    regions: [...shownRegions(input.regions)],
    workloads: input.workloads.map(({ name, everyMs, maxOutputTokens, inputTokens, temperature }) => ({
      name,
      everyS: everyMs / 1000,
      maxOutputTokens,
      inputTokens,
      temperature,
    })),
    windows: WINDOWS.map(({ id, lengthMs, blockMs }) => ({ id, lengthS: lengthMs / 1000, ranked: blockMs !== null })),
    targets: input.targets.map((target) => ({
      id: shownText(target.id),
      provider: shownText(target.providerLabel),
      api: target.api,
      simulated: target.simulated,
      regions: [...regionsOf(target, input.regions)],
      series: seriesPath(target.id),
      rounds: roundsPath(target.id),
      page: targetFolder(target.id),
    })),
    notRacing: input.notRacing.map(({ target, missingKey }) => ({
      id: shownText(target.id),
      provider: shownText(target.providerLabel),
      missingKey: shownText(missingKey),
    })),
    latestRounds: input.latestRounds.map((round) => ({ ...round })),
    views: viewPlaces(input),
  };
}

function viewPlaces(input: BoardInput): BoardIndex['views'] {
  const first = input.workloads[0]?.name ?? '';
  return input.workloads.flatMap(({ name: workload }) =>
    shownRegions(input.regions).flatMap((region) =>
      WINDOWS.map(({ id: window }) => ({
        workload,
        region,
        window,
        json: viewPath(workload, region, window, 'json'),
        csv: viewPath(workload, region, window, 'csv'),
        page: pageFolder(workload, region, window, first),
      })),
    ),
  );
}
