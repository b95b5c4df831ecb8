using System.Net;

namespace Ledger.EndToEnd.Clients;

/// <summary>What the server refused: the status and the stable code of its problem details.</summary>
internal sealed class LedgerRefusal(HttpMethod method, string path, HttpStatusCode status, string? code, string body)
    : Exception($"{method} {path}: {(int)status} {code}: {body}")
{
    public HttpStatusCode Status { get; } = status;

    public string? Code { get; } = code;

    public string Body { get; } = body;
}
