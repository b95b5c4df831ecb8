using System.Text.Json.Nodes;
using Ledger.Domain.Companies;
using Ledger.Domain.Folios;
using Ledger.Domain;
using Ledger.Foundation;
using Ledger.Foundation.Texts;
using Ledger.Workflows;
using Ledger.Workflows.Activities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ledger.Activities.Folios;

/// <summary>
/// Imports the folio files that lie in the company's folder (F1), each with a verdict and a unit of work of its own. A file leaves the folder once its folios
/// are stored or it is refused, so the step may be repeated after a crash: what was stored then is found there and does nothing.
/// </summary>
[Activity("Ledger.ImportFolioFiles", Icon = "import", Category = "Folios", Kind = "Task", Outcomes = ["Imported", "WithRefusals", "Nothing"])]
public sealed class ImportFolioFiles : Activity, IExternalActivity
{
    private const int FilesTold = 50;

    /// <summary>What came of it: filesAccepted, filesWarned, filesRepeated, filesRefused, filesTotal, and the files with their verdicts, those that were refused first.</summary>
    [Output]
    public Output<JsonObject>? Summary { get; set; }

    /// <inheritdoc/>
    public ValueTask<JsonNode> PrepareAsync(ActivityContext context) => new(new JsonObject
    {
        // Keys do not fit a JavaScript number, and this is only read by the program.
        ["company"] = FolioInput.Text(context.Actor.CompanyId),
        ["user"] = context.Actor.UserId is { } user ? FolioInput.Text(user) : null,
        ["by"] = context.Actor.Name,
        ["instance"] = FolioInput.Text(context.Workflow.InstanceId),
    });

    /// <inheritdoc/>
    public async Task<JsonNode?> CallAsync(JsonNode request, string idempotencyKey, IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<LedgerDatabase>();
        var actor = new Actor(
            FolioInput.KeyOf(request["company"]), request["user"] is { } user ? FolioInput.KeyOf(user) : null, (string)request["by"]!, FolioInput.KeyOf(request["instance"]));
        var rut = await database.ReadAsync(
            actor.CompanyId, db => db.Set<Company>().Where(c => c.Id == actor.CompanyId).Select(c => c.Rut).SingleAsync(cancellationToken), cancellationToken);
        var options = services.GetRequiredService<IOptions<FolioInboxOptions>>().Value;
        var folder = Path.Combine(options.InboxFolder, rut);
        try
        {
            var importer = new FolioImporter(database, actor, services.GetRequiredService<IFolioKeyVault>(), services.GetRequiredService<FolioAuthorityKeys>());
            return await ImportAsync(new FolioInbox(folder, options), importer, services.GetRequiredService<MessageCatalog>(), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkflowException("activity.folio-inbox", $"The folder {folder} of folio files cannot be used: {e.Message}", folder, e.Message);
        }
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(ActivityContext context, JsonNode? answer)
    {
        var given = (JsonObject)answer!;
        context.Set(Summary, (JsonObject)given.DeepClone());
        var (refused, files) = ((int)given["filesRefused"]!, (int)given["filesTotal"]!);
        context.Complete(refused > 0 ? "WithRefusals" : files > 0 ? "Imported" : "Nothing");
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityContext context) => ValueTask.CompletedTask;

    // Null when another run over the same folder took it away.
    private static async Task<FolioFile?> ReadAsync(FileInfo file)
    {
        try
        {
            await using var content = file.OpenRead();
            return await FolioFile.ReadAsync(file.Name, content, CancellationToken.None);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static async Task<JsonObject> ImportAsync(FolioInbox inbox, FolioImporter importer, MessageCatalog texts, CancellationToken cancellationToken)
    {
        var results = new List<FolioImportResult>();
        foreach (var file in inbox.Waiting())
        {
            // Between two files: one that was begun is ended, so that file and books say the same.
            cancellationToken.ThrowIfCancellationRequested();
            if (await ReadAsync(file) is not { } given)
            {
                continue;
            }

            var result = (await importer.ImportAsync([given], CancellationToken.None))[0];
            if (FolioInbox.IsStored(result.Verdict))
            {
                inbox.TakeAway(file);
            }
            else
            {
                inbox.PutAside(file, Languages.All.Select(l => texts.Find(result.TextCode, l, result.Arguments) ?? result.TextCode));
            }

            results.Add(result);
        }

        var told = results.OrderBy(r => FolioInbox.IsStored(r.Verdict)).Take(FilesTold).Select(r => (JsonNode)new JsonObject
        {
            ["file"] = r.FileName,
            ["verdict"] = texts.Find(r.TextCode, Languages.Default, r.Arguments) ?? r.TextCode,
        });
        return new JsonObject
        {
            ["filesTotal"] = results.Count,
            ["filesAccepted"] = results.Count(r => r.Verdict == FolioVerdict.Accepted),
            ["filesWarned"] = results.Count(r => r.Verdict == FolioVerdict.AcceptedWithoutKey),
            ["filesRepeated"] = results.Count(r => r.Verdict == FolioVerdict.Duplicate),
            ["filesRefused"] = results.Count(r => !FolioInbox.IsStored(r.Verdict)),
            ["files"] = new JsonArray([.. told]),
        };
    }
}
