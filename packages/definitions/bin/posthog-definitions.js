#!/usr/bin/env node
import { main } from "@posthog-definitions/cli";

await main();
