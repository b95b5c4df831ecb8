namespace Ledger.Api.Demo;

/// <summary>The walk met what should not be.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);
