return await Ledger.Api.CommandLine.LedgerCommandLine.RunAsync(args);
