import { notInCohort, projectSettings, wherePerson } from "@posthog/definitions";
import { staff } from "./cohorts";
import growth from "./dashboards/growth";
import { newOnboarding } from "./feature-flags/product";

export default projectSettings({
  timezone: "Europe/Berlin",
  week_start_day: 1,
  base_currency: "USD",
  app_urls: ["https://hedgebox.net", "https://app.hedgebox.net"],
  primary_dashboard: growth,
  test_account_filters: [notInCohort(staff), wherePerson({ email: { not_icontains: "@hedgebox.net" } })],
  test_account_filters_default_checked: true,
  session_recording_opt_in: true,
  session_recording_sample_rate: 0.25,
  session_recording_linked_flag: { flag: newOnboarding },
  session_recording_masking_config: { maskAllInputs: true },
  autocapture_exceptions_opt_in: true,
});
