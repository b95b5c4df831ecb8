using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Processes;
using Ledger.Api.Processes.Forms;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;

namespace Ledger.Api.Pages.Processes;

/// <summary>
/// The form that starts a process. Each opened form has a key of its own, which stands in its address: pressed twice, sent again
/// after a break of the line or with the browser's way back, it starts one instance (features.md W3, Q2).
/// </summary>
public sealed partial class StartPage
{
    private readonly Dictionary<string, string> _values = [];
    private IReadOnlyList<StartField> _fields = [];
    private List<FieldProblem> _problems = [];
    private JsonObject? _json;
    private string _name = string.Empty;
    private string? _about;
    private string _form = string.Empty;
    private bool _isMissing;
    private bool _isBusy;
    private long? _before;

    /// <summary>The process.</summary>
    [Parameter]
    public string DefinitionId { get; set; } = string.Empty;

    [Inject]
    private IDefinitions Definitions { get; set; } = null!;

    [Inject]
    private IWorkflowRuntime Runtime { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private string Here => new Uri(Navigation.Uri).PathAndQuery.TrimStart('/');

    private StartValues Values => new(CultureInfo.CurrentCulture, Person.Zone);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var asked = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).GetValueOrDefault("form").ToString();
        if (Guid.TryParseExact(asked, "N", out _))
        {
            _form = asked;
        }
        else
        {
            Anew();
        }

        var version = await Definitions.FindAsync(DefinitionId);
        if (version is null)
        {
            _isMissing = true;
            return;
        }

        var json = JsonNode.Parse(version.Json)!.AsObject();
        var language = CultureInfo.CurrentUICulture;
        _name = ProcessWords.Of(json, "name", language) ?? version.Name;
        _about = ProcessWords.Of(json, "description", language);
        _fields = StartForm.Read(json, language);
        foreach (var field in _fields)
        {
            _values[field.Name] = Values.Text(field, field.Default);
        }

        _json = json;
    }

    private static string IdOf(string field) => "input-" + field;

    private void Anew()
    {
        _form = Guid.NewGuid().ToString("N");
        _before = null;
        Navigation.NavigateTo(QueryHelpers.AddQueryString(new Uri(Navigation.Uri).AbsolutePath, "form", _form), replace: true);
    }

    private void Changed(StartField field, string value)
    {
        _values[field.Name] = value;
        // What was wrong is looked at again as soon as it changes; what was not is left until it is sent.
        if (_problems.RemoveAll(p => p.Field == field.Name) > 0 && Values.Read(field, value).Problem is { } still)
        {
            _problems.Add(still);
        }
    }

    private async Task StartAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        (var input, var problems) = Values.Read(_fields, _values);
        _problems = [.. problems];
        if (_problems.Count == 0)
        {
            await TryAsync(() => SendAsync(input));
        }

        _isBusy = false;
        if (_problems.Count > 0)
        {
            StateHasChanged();
            await FocusAsync(_problems[0].Field);
        }
    }

    private async Task SendAsync(JsonObject input)
    {
        var caller = await Person.ConfirmAsync(Policies.Runs);
        try
        {
            var started = await Runtime.StartAsync(new StartWorkflow(DefinitionId, caller.Actor)
            {
                Input = input,
                IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"{caller.UserId}:form:{_form}"),
            });
            if (started.AlreadyStarted)
            {
                _before = started.InstanceId;
                return;
            }

            SayDone(T("page.start.done", _name));
            Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"/runs/{started.InstanceId}"));
        }
        catch (WorkflowException refusal) when (refusal.Code == "input.invalid" && Refusal.Of(refusal).Arguments is [string name, ..] && _fields.Any(f => f.Name == name))
        {
            // The engine has the last word, at the field it is about.
            _problems = [new FieldProblem(name, "refused", TextOf(refusal))];
        }
    }

    private ValueTask FocusAsync(string field) => Js.InvokeVoidAsync("ledger.focus", "#" + IdOf(field).Replace(".", "\\.", StringComparison.Ordinal));

    private string LabelOf(string field) => _fields.FirstOrDefault(f => f.Name == field)?.Label ?? field;

    private string? ProblemOf(string field) => _problems.Find(p => p.Field == field) is { } problem ? TextOf(problem) : null;

    private string TextOf(FieldProblem problem) => T(
        "page.start.problem." + problem.Code, [.. problem.Arguments.Select(a => a switch
        {
            FieldProblem inner => TextOf(inner),
            decimal number => Amount(number),
            _ => a,
        })]);
}
