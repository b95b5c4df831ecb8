using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain.Folios;
using Ledger.Foundation.Texts;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Folios.Lines;

/// <summary>Sends a message to the door of another installation and reads its answer (F9). Nothing of what is sent is ever logged.</summary>
internal sealed class FolioWire(MessageCatalog texts, IOptions<FolioLineOptions> options) : IDisposable
{
    private const int AnswerMax = 64 * 1024;
    private readonly ConcurrentDictionary<FolioLineSetting, HttpClient> _clients = new();

    /// <summary>Sends a message.</summary>
    /// <exception cref="HttpRequestException">Nobody answers there, or not with a certificate that is trusted.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task<FolioAnswer> SendAsync(FolioLineSetting line, FolioEnvelope envelope, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(line.Url.TrimEnd('/') + "/"), "api/folios/messages"));
        request.Headers.Add(ApiKeyHandler.Header, line.ApiKey);
        request.Headers.Add(Caller.CompanyHeader, envelope.CompanyRut);
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(Languages.Default.Name));
        request.Content = JsonContent.Create(envelope, options: LedgerJson.Options);
        using var answer = await ClientOf(line).SendAsync(request, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return FolioAnswer.Delivered;
        }

        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        try
        {
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            var told = (string?)problem?["detail"] ?? string.Empty;
            long? missing = (string?)problem?["code"] == FolioMessageEndpoints.GapCode
                && long.TryParse(problem?["arguments"]?[0]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
            return new FolioAnswer(false, Text("folio-line.refused", status, told), missing);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentOutOfRangeException or FormatException)
        {
            // Not an answer of Ledger's: a proxy's, or another server's.
            return new FolioAnswer(false, Text("folio-line.not-ledger", status));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private HttpClient ClientOf(FolioLineSetting line) => _clients.GetOrAdd(
        line, l => new HttpClient(FolioLines.HandlerOf(l)) { Timeout = options.Value.SendTimeout, MaxResponseContentBufferSize = AnswerMax });

    private string Text(string code, params object?[] arguments) => texts.Find(code, Languages.Default, arguments) ?? code;
}
