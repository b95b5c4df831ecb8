using System.Security.Cryptography;

namespace Ledger.Api.Templates;

/// <summary>
/// The previews that open pages show just now. They are served as pages of their own, because a text that somebody wrote must not stand in one of
/// ours; in memory, because the frame that asks is of a page that this server keeps anyway.
/// </summary>
internal sealed class TemplatePreviews
{
    // Two or three an open page; of more the oldest go.
    private const int CountMax = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long? UserId, string Html)> _previews = [];
    private readonly Queue<string> _order = new();

    /// <summary>Keeps a preview for a person; answers the name under which it is served.</summary>
    public string Keep(long? userId, string html)
    {
        var key = RandomNumberGenerator.GetHexString(32, lowercase: true);
        lock (_lock)
        {
            _previews[key] = (userId, html);
            _order.Enqueue(key);
            while (_order.Count > CountMax)
            {
                _previews.Remove(_order.Dequeue());
            }
        }

        return key;
    }

    /// <summary>The preview of a person; null when it is another's or gone.</summary>
    public string? Find(long? userId, string key)
    {
        lock (_lock)
        {
            return _previews.TryGetValue(key, out var found) && found.UserId == userId ? found.Html : null;
        }
    }
}
