using System.Globalization;

namespace Ledger.Workflows.Designer;

/// <summary>For whom options are listed.</summary>
/// <param name="CompanyId">The company whose data fill them; null when the person has chosen none, which leaves only what all companies share.</param>
/// <param name="Culture">The language of the texts.</param>
public sealed record OptionRequest(long? CompanyId, CultureInfo Culture);
