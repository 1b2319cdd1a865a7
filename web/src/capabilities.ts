import { access } from './access/pages'
import { admin } from './admin/pages'
import { announcements } from './announcements/pages'
import { appointments } from './appointments/pages'
import { assisted } from './assisted/pages'
import { audit } from './audit/pages'
import { banking } from './banking/pages'
import { bills } from './bills/pages'
import { branchPins } from './branch-pins/pages'
import { call } from './call/pages'
import { catalogue } from './catalogue/pages'
import { contacts } from './contacts/pages'
import { contracts } from './contracts/pages'
import { dayEnd } from './day-end/pages'
import { definitions } from './definitions/pages'
import { desk } from './desk/pages'
import { due } from './due/pages'
import { flows } from './flows/pages'
import { health } from './health/pages'
import { incidents } from './incidents/pages'
import { information } from './information/pages'
import { insights } from './insights/pages'
import { lossReports } from './loss-reports/pages'
import { movements } from './movements/pages'
import { notices } from './notices/pages'
import { personalMenus } from './personal-menus/pages'
import { selfService } from './self-service/pages'
import { signatures } from './signatures/pages'
import { skills } from './skills/pages'
import { supervision } from './supervision/pages'
import { vouchers } from './vouchers/pages'
import { wealth } from './wealth/pages'
import type { Capability } from './shell/capability'

/** All that the pages consist of. A new folder is one line here. */
export const capabilities: readonly Capability[] = [
  access,
  desk,
  supervision,
  assisted,
  contacts,
  selfService,
  flows,
  catalogue,
  contracts,
  banking,
  bills,
  wealth,
  movements,
  lossReports,
  branchPins,
  appointments,
  personalMenus,
  notices,
  incidents,
  vouchers,
  dayEnd,
  insights,
  announcements,
  information,
  definitions,
  admin,
  skills,
  audit,
  signatures,
  due,
  health,
  call,
]
