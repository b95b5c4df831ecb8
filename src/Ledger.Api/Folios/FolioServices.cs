using Ledger.Api.Folios.Lines;
using Ledger.Domain.Folios;

namespace Ledger.Api.Folios;

/// <summary>Gives the folio circuit what it takes from the host: the vault of private keys, and the authority's keys that are trusted.</summary>
internal static class FolioServices
{
    private const string Section = "Ledger:Folios:AuthorityKeys";

    /// <summary>Adds them.</summary>
    /// <exception cref="InvalidOperationException">The settings name a key that is incomplete, unreadable, or has the number of one that is trusted already.</exception>
    public static void Add(WebApplicationBuilder builder, string dataFolder)
    {
        var extra = ReadExtra(builder.Configuration, dataFolder);
        builder.Services.AddSingleton<IFolioKeyVault, FolioKeyVault>();
        builder.Services.AddSingleton(new FolioTrust(extra));
        builder.Services.AddSingleton(provider => provider.GetRequiredService<FolioTrust>().Keys);
        builder.Services.AddOptions<FolioLineOptions>().BindConfiguration("Ledger:Folios").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(FolioLines.Read(builder.Configuration, dataFolder)).AddSingleton<FolioWire>().AddSingleton<FolioDelivery>().AddSingleton<FolioCourier>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<FolioCourier>());
    }

    /// <summary>Says in the log which keys are trusted beside the authority's own: whoever holds one can make folios.</summary>
    public static void Announce(IServiceProvider services)
    {
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(FolioServices));
        foreach (var key in services.GetRequiredService<FolioTrust>().Extra)
        {
            log.LogWarning(
                "Folio files signed with key {Key} are accepted as of {Environment}, because {Section} says so: it is not a key of the tax authority that Ledger knows",
                key.Id, key.Environment, Section);
        }
    }

    private static List<FolioAuthorityKey> ReadExtra(IConfiguration configuration, string dataFolder)
    {
        var keys = new List<FolioAuthorityKey>();
        foreach (var entry in configuration.GetSection(Section).GetChildren())
        {
            var (pem, file) = (entry["Pem"], entry["File"]);
            if (!int.TryParse(entry["Id"], System.Globalization.CultureInfo.InvariantCulture, out var id)
                || !Enum.TryParse<FolioEnvironment>(entry["Environment"], out var environment) || !Enum.IsDefined(environment)
                || string.IsNullOrWhiteSpace(pem) == string.IsNullOrWhiteSpace(file))
            {
                throw new InvalidOperationException(
                    $"The setting {entry.Path} needs Id (a number), Environment ({string.Join(" or ", Enum.GetNames<FolioEnvironment>())}), and either Pem or File.");
            }

            keys.Add(new FolioAuthorityKey(id, environment, string.IsNullOrWhiteSpace(pem) ? Read(entry.Path, Path.GetFullPath(file!, dataFolder)) : pem));
        }

        return keys;
    }

    private static string Read(string setting, string path) => File.Exists(path)
        ? File.ReadAllText(path)
        : throw new InvalidOperationException($"The setting {setting} names the file {path}, which does not exist.");
}
