using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Accounting;

/// <summary>A line of a posting template.</summary>
public sealed class PostingTemplateLine : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The template.</summary>
    public long TemplateId { get; init; }

    /// <summary>Its place in the template, from 1.</summary>
    public int LineNumber { get; init; }

    /// <summary>What it stands for.</summary>
    public PostingRole Role { get; init; }

    /// <summary>The account; null where the document brings its own.</summary>
    public long? AccountId { get; init; }

    /// <summary>The side it is posted on.</summary>
    public EntrySide Side { get; init; }

    /// <summary>The text of the line.</summary>
    public required string Narrative { get; init; }
}

internal sealed class PostingTemplateLineConfiguration : IEntityTypeConfiguration<PostingTemplateLine>
{
    public void Configure(EntityTypeBuilder<PostingTemplateLine> builder)
    {
        builder.ToTable("posting_template_lines");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Narrative).HasMaxLength(ColumnSizes.Narrative);
        builder.HasOne<PostingTemplate>().WithMany().HasForeignKey(r => r.TemplateId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.TemplateId, r.LineNumber }).IsUnique();
    }
}
