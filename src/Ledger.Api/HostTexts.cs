namespace Ledger.Api;

/// <summary>Marks the texts of the host: refusals of the HTTP layer, the command line, the demo.</summary>
public sealed class HostTexts;
