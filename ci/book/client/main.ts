/** What runs in the reader's browser on every page; live pages load `live/frame/main.ts` beside it. */
import {startCharts} from './charts';
import {startSearch} from './search';
import {startFolds, startHere, startMenu, startScrollers, startTheme} from './switches';

startTheme();
startMenu();
startSearch();
startFolds();
startScrollers();
startHere();
if (document.body.hasAttribute('data-charts')) startCharts();
