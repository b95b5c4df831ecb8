using System.Runtime.ExceptionServices;
using System.Text.RegularExpressions;
using Ledger.EndToEnd.Servers;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>A page of Ledger. When it is disposed, it fails the test for what a person would not see: errors in the console, and requests to anywhere but the server.</summary>
public sealed partial class LedgerPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly List<string> _errors = [];
    private readonly List<string> _strangers = [];
    private readonly List<Regex> _expected = [];
    private Exception? _thrown;
    private bool _isAmongStrangers;

    private LedgerPage(IBrowserContext context, Uri address, IPage page)
    {
        _context = context;
        _address = address;
        Page = page;
    }

    /// <summary>Playwright's page.</summary>
    public IPage Page { get; }

    /// <summary>What the console said of errors until now.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Requests by method and address, as they were made.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Where the pictures go.</summary>
    public static string Screenshots => Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;

    internal static async Task<LedgerPage> CreateAsync(IBrowserContext context, Uri address)
    {
        var page = new LedgerPage(context, address, await context.NewPageAsync());
        page.Page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                page._errors.Add($"{message.Text} ({message.Location})");
            }
        };
        page.Page.PageError += (_, error) => page._errors.Add(error);
        context.Request += (_, request) => page.Note(request);
        AppDomain.CurrentDomain.FirstChanceException += page.Remember;
        return page;
    }

    /// <summary>Goes to a path of the server and waits for the document, not for the studio.</summary>
    public Task<IResponse?> GoAsync(string path) =>
        Page.GotoAsync(new Uri(_address, path).ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });

    /// <summary>Waits until the studio has drawn the canvas of an editor or a viewer with at least one activity on it.</summary>
    public Task CanvasAsync() => Page.Locator(Activity).First.WaitForAsync(new() { Timeout = 180_000 });

    /// <summary>Waits until a list of the studio shows a row.</summary>
    public Task RowsAsync() => Page.Locator("#stage tbody tr.mud-table-row td.mud-table-cell:visible").First.WaitForAsync(new() { Timeout = 180_000 });

    /// <summary>The selector of an activity on the canvas.</summary>
    public const string Activity = "#stage .x6-node";

    /// <summary>Keeps a picture under <c>artifacts/screenshots</c>, to be looked at.</summary>
    public Task PictureAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, name + ".png") });

    /// <summary>Errors of the console that this test means to happen, by a part of their text.</summary>
    public void Expect(string pattern) => _expected.Add(new Regex(pattern, RegexOptions.CultureInvariant));

    /// <summary>Another site is part of what is tried: its requests and its errors are expected.</summary>
    public void AllowStrangers()
    {
        _isAmongStrangers = true;
        Expect(string.Empty);
    }

    /// <summary>Does the work; when it fails, keeps a picture of where and lets that failure be the one that is reported.</summary>
    public async Task FollowAsync(string name, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception)
        {
            Expect(string.Empty);
            if (!Page.IsClosed)
            {
                await PictureAsync(name + "-failed");
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.FirstChanceException -= Remember;
        await _context.CloseAsync();
        // What a test throws here would hide why it failed before.
        var before = _thrown is null ? string.Empty : $" (and before that: {_thrown.Message})";
        _strangers.Should().BeEmpty("a page asks nobody but its own server{0}", before);
        _errors.Where(e => !_expected.Exists(x => x.IsMatch(e))).Should().BeEmpty("the console stays clean{0}", before);
    }

    private void Remember(object? sender, FirstChanceExceptionEventArgs raised)
    {
        if (raised.Exception is Xunit.Sdk.XunitException or PlaywrightException or TimeoutException)
        {
            _thrown = raised.Exception;
        }
    }

    private void Note(IRequest request)
    {
        Requests.Add($"{request.Method} {request.Url}");
        if (!_isAmongStrangers && !Local().IsMatch(request.Url) && !request.Url.StartsWith(_address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal))
        {
            _strangers.Add(request.Url);
        }
    }

    [GeneratedRegex("^(data|blob|about):")]
    private static partial Regex Local();
}
