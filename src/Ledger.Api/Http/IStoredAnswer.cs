namespace Ledger.Api.Http;

/// <summary>An answer whose body is known as text, so that it can be remembered and given again.</summary>
internal interface IStoredAnswer
{
    /// <summary>The HTTP status.</summary>
    int Status { get; }

    /// <summary>The body as JSON; empty for none.</summary>
    string Body { get; }
}
