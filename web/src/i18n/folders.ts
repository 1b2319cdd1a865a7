// Made by `./dev types` of the folders that have words; do not edit.
import type access from '../access/words.zh-CN.json'
import type admin from '../admin/words.zh-CN.json'
import type announcements from '../announcements/words.zh-CN.json'
import type appointments from '../appointments/words.zh-CN.json'
import type assisted from '../assisted/words.zh-CN.json'
import type audit from '../audit/words.zh-CN.json'
import type banking from '../banking/words.zh-CN.json'
import type bills from '../bills/words.zh-CN.json'
import type branchPins from '../branch-pins/words.zh-CN.json'
import type call from '../call/words.zh-CN.json'
import type catalogue from '../catalogue/words.zh-CN.json'
import type contacts from '../contacts/words.zh-CN.json'
import type contracts from '../contracts/words.zh-CN.json'
import type customers from '../customers/words.zh-CN.json'
import type dayEnd from '../day-end/words.zh-CN.json'
import type definitions from '../definitions/words.zh-CN.json'
import type desk from '../desk/words.zh-CN.json'
import type due from '../due/words.zh-CN.json'
import type flows from '../flows/words.zh-CN.json'
import type form from '../form/words.zh-CN.json'
import type health from '../health/words.zh-CN.json'
import type incidents from '../incidents/words.zh-CN.json'
import type information from '../information/words.zh-CN.json'
import type insights from '../insights/words.zh-CN.json'
import type list from '../list/words.zh-CN.json'
import type lossReports from '../loss-reports/words.zh-CN.json'
import type movements from '../movements/words.zh-CN.json'
import type notices from '../notices/words.zh-CN.json'
import type personalMenus from '../personal-menus/words.zh-CN.json'
import type record from '../record/words.zh-CN.json'
import type selfService from '../self-service/words.zh-CN.json'
import type shell from '../shell/words.zh-CN.json'
import type signatures from '../signatures/words.zh-CN.json'
import type skills from '../skills/words.zh-CN.json'
import type supervision from '../supervision/words.zh-CN.json'
import type timeline from '../timeline/words.zh-CN.json'
import type vouchers from '../vouchers/words.zh-CN.json'
import type wealth from '../wealth/words.zh-CN.json'

/** A folder under `src` with words of its own. */
export type WordFolder =
  | 'access'
  | 'admin'
  | 'announcements'
  | 'appointments'
  | 'assisted'
  | 'audit'
  | 'banking'
  | 'bills'
  | 'branch-pins'
  | 'call'
  | 'catalogue'
  | 'contacts'
  | 'contracts'
  | 'customers'
  | 'day-end'
  | 'definitions'
  | 'desk'
  | 'due'
  | 'flows'
  | 'form'
  | 'health'
  | 'incidents'
  | 'information'
  | 'insights'
  | 'list'
  | 'loss-reports'
  | 'movements'
  | 'notices'
  | 'personal-menus'
  | 'record'
  | 'self-service'
  | 'shell'
  | 'signatures'
  | 'skills'
  | 'supervision'
  | 'timeline'
  | 'vouchers'
  | 'wealth'

/** The words of all of them: a key that does not exist does not compile. */
export type AllWords = typeof access &
  typeof admin &
  typeof announcements &
  typeof appointments &
  typeof assisted &
  typeof audit &
  typeof banking &
  typeof bills &
  typeof branchPins &
  typeof call &
  typeof catalogue &
  typeof contacts &
  typeof contracts &
  typeof customers &
  typeof dayEnd &
  typeof definitions &
  typeof desk &
  typeof due &
  typeof flows &
  typeof form &
  typeof health &
  typeof incidents &
  typeof information &
  typeof insights &
  typeof list &
  typeof lossReports &
  typeof movements &
  typeof notices &
  typeof personalMenus &
  typeof record &
  typeof selfService &
  typeof shell &
  typeof signatures &
  typeof skills &
  typeof supervision &
  typeof timeline &
  typeof vouchers &
  typeof wealth
