namespace Ledger.EndToEnd.Browser;

/// <summary>The tests that need a browser: one server and one browser for all of them, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
