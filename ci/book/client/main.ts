/** What runs in the reader's browser. Live pages, which train a model in the page, would be started here too. */
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
