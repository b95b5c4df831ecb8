using Ledger.Domain.Folios;
using Ledger.Domain.Parameters;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.Folios;

/// <summary>Each sentence of the manual's "Detalle del circuito" and "Preguntas frecuentes" (manual 002), on both databases.</summary>
public abstract class FolioCircuitContract(DatabaseKind kind)
{
    // "El servicio Factura electrónica, mediante su tarea de automatización de solicitud de folios, monitorea la situación de los talonarios
    // electrónicos configurados en la grilla de Disponibilidad y Vencimiento de folios."
    [Fact]
    [Trait("row", "F3")]
    public async Task Branch_TheTask_MonitorsTheBooksOfTheGrid()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var watched = await site.NewBookAsync(2);
        var unwatched = await site.NewBookAsync(3);
        await site.Books.WriteAsync(s => new FolioBooks(s).ChangeAsync(unwatched.Id, "Sin automatizar", 2, 30, isAutomatic: false));
        await site.UseAsync(unwatched.Id, 10);

        var outcomes = await site.WatchAsync();

        outcomes.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Action = FolioWatchAction.None, Book = new { BookId = watched.Id, State = FolioBookState.Ok } });
        (await site.Queries.UnmetAsync()).Should().BeEmpty();
    }

    // "El servicio controla la fecha de vencimiento y la cantidad de folios disponibles de estos talonarios."
    [Theory]
    [InlineData(0, 0, FolioBookState.Ok)]
    [InlineData(7, 0, FolioBookState.Ok)] // 3 left, the threshold is 2
    [InlineData(8, 0, FolioBookState.NearToFinish)]
    [InlineData(10, 0, FolioBookState.Finished)]
    [InlineData(0, 138, FolioBookState.Ok)] // 31 October: 31 days to 1 December
    [InlineData(0, 139, FolioBookState.NearToExpire)]
    [InlineData(0, 169, FolioBookState.NearToExpire)] // 1 December, the last day
    [InlineData(0, 170, FolioBookState.Expired)]
    [InlineData(10, 170, FolioBookState.Finished)] // all used in time
    [Trait("row", "F2")]
    public async Task Branch_TheService_ControlsTheDateAndTheQuantity(int used, int daysPassed, FolioBookState state)
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync(authorizedOn: "2026-06-01");
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, used);
        site.Pass(daysPassed);

        var seen = await site.Queries.AvailabilityAsync();
        var watched = await site.WatchOneAsync(2);

        seen.Should().ContainSingle().Which.Should().BeEquivalentTo(watched.Book);
        watched.Book.State.Should().Be(state);
        watched.Action.Should().Be(state == FolioBookState.Ok ? FolioWatchAction.None : FolioWatchAction.Requested);
    }

    // "Cuando detecte un talonario que esté próximo a vencer; próximo a terminar; vencido o terminado; el servicio verifica si existen folios
    // para asignar al talonario." - "Si existen folios a asignar (enviados por la Casa Central): El talonario se actualizará, automáticamente,
    // una vez que esté terminado o vencido."
    [Theory]
    [InlineData(10, 0, FolioBookState.Finished)]
    [InlineData(8, 0, FolioBookState.Expired)]
    [Trait("row", "F3")]
    public async Task Branch_FoliosWereSentAndTheBookIsOver_ItIsUpdatedByItself(int used, int more, FolioBookState state)
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync(1, 10, authorizedOn: "2026-06-01");
        await site.ImportAsync(11, 100, authorizedOn: "2026-06-14");
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, 8);
        await site.WatchAsync();
        await site.AssignAsync();
        await site.UseAsync(book.Id, used - 8);
        site.Pass(state == FolioBookState.Expired ? 170 : more); // 2 December: the first ten have expired, the others last until the 14th

        var outcome = await site.WatchOneAsync(2);

        outcome.Should().BeEquivalentTo(new { Action = FolioWatchAction.Updated, Quantity = 10L, Book = new { State = state } });
        (await site.NextAsync(book.Id)).Number.Should().Be(11);
        (await site.StandingAsync(book.Id)).Should().BeEquivalentTo(new { Available = 9L, Queued = 0L, NextNumber = 12L });
        (await site.Books.AuditAsync()).Should().Contain("folio-book.updated");
        await site.BalanceAsync();
    }

    // The same sentence, for whoever needs a folio between two runs of the task.
    [Fact]
    [Trait("row", "F3")]
    public async Task Branch_FoliosWereSentAndTheBookFinishes_TheNextFolioUpdatesIt()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, 9);
        await site.WatchAsync();
        await site.AssignAsync();

        (await site.UseAsync(book.Id, 3)).Should().Equal(10, 11, 12);
        await site.BalanceAsync();
    }

    // "Si el talonario está próximo a vencer o próximo a terminar, los folios quedan registrados en el sistema para su próxima asignación."
    [Theory]
    [InlineData(8, 0, FolioBookState.NearToFinish)]
    [InlineData(0, 150, FolioBookState.NearToExpire)]
    [Trait("row", "F3")]
    public async Task Branch_FoliosWereSentAndTheBookIsNearItsEnd_TheyStayQueued(int used, int daysPassed, FolioBookState state)
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, used);
        site.Pass(daysPassed);
        await site.WatchAsync();
        await site.AssignAsync();

        var outcome = await site.WatchOneAsync(2);

        outcome.Should().BeEquivalentTo(new { Action = FolioWatchAction.Kept, Quantity = 10L, Book = new { State = state, Queued = 10L } });
        (await site.WatchOneAsync(2)).Action.Should().Be(FolioWatchAction.Kept);
        (await site.StandingAsync(book.Id)).Available.Should().Be(10 - used);
        (await site.Queries.UnmetAsync()).Should().BeEmpty("folios came: nothing more is asked");
        await site.BalanceAsync();
    }

    // "Si no existen folios a asignar, se enviará la solicitud de folios a Casa Central."
    [Fact]
    [Trait("row", "F3")]
    public async Task Branch_NoFoliosWereSent_HeadOfficeIsAsked()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, 9);

        (await site.WatchOneAsync(2)).Action.Should().Be(FolioWatchAction.Requested);

        (await site.Queries.PendingAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { BranchId = site.Branches[2], DocumentType = 33, Reason = FolioRequestReason.NearToFinish, State = FolioCentralRequestState.Pending });
    }

    // "El pedido de folios a Casa Central se envía una sola vez."
    [Fact]
    [Trait("row", "F3")]
    public async Task Branch_TheRequest_IsSentOnce()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync(1, 10);
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, 9);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => site.WatchAsync()));
        await site.UseAsync(book.Id, 1);
        site.Pass(3);

        (await site.WatchOneAsync(2)).Should().BeEquivalentTo(new { Action = FolioWatchAction.Waiting, Book = new { State = FolioBookState.Finished } });

        await FluentActions.Invoking(() => site.RequestAsync(2)).ShouldRefuseAsync("folio-request.unmet");
        (await site.Queries.PendingAsync()).Should().ContainSingle();
        (await site.Books.ReadAsync(db => db.Set<FolioMessage>().CountAsync(m => m.Kind == FolioMessageKind.Request))).Should().Be(2, "one for the new book, one now");
    }

    // "Desde el módulo Procesos generales | Consultas | Automatización de folios es posible consultar las solicitudes de folios no cumplidas."
    [Fact]
    [Trait("row", "F8")]
    public async Task Branch_UnmetRequests_CanBeConsulted()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        var key = await site.RequestAsync(2, "CAJA1");

        (await site.Queries.UnmetAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { RequestKey = key, BranchId = site.Branches[2], DocumentType = 33, Workstation = "CAJA1", Reason = FolioRequestReason.Manual, RequestedOn = site.Books.Today });
        await site.ImportAsync();
        await site.AssignAsync();
        (await site.Queries.UnmetAsync()).Should().BeEmpty();
    }

    // "Si no se reciben folios, se enviará un e-mail de notificación, a partir del día posterior al que se hizo el pedido."
    // "Esta notificación se enviará diariamente, hasta que se reciban los folios."
    // "Los destinatarios del e-mail de notificación son los definidos para la asignación automática de folios, en el proceso Parámetros de
    // correo electrónico."
    [Fact]
    [Trait("row", "F5")]
    public async Task Branch_NoFoliosCome_IsMailedDailyFromTheDayAfterUntilTheyDo()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        var key = await site.RequestAsync(2);

        (await site.MailsAsync(FolioEnd.Branch)).Should().BeEmpty("it was asked today");
        site.Pass(1);
        var mails = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => site.MailsAsync(FolioEnd.Branch)));
        mails.SelectMany(m => m).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { End = FolioEnd.Branch, Recipients = new[] { "sucursal@andes.cl" }, RequestKey = key, BranchCode = 2, BranchName = "Sucursal 2", DocumentType = 33 });
        (await site.MailsAsync(FolioEnd.Branch)).Should().BeEmpty("one a day");
        site.Pass(1);
        (await site.MailsAsync(FolioEnd.Branch)).Should().ContainSingle();
        await site.ImportAsync();
        await site.AssignAsync();
        site.Pass(1);
        (await site.MailsAsync(FolioEnd.Branch)).Should().BeEmpty("folios came");
    }

    // The day is the company's: at 23:30 in Santiago it is tomorrow already in UTC.
    [Fact]
    [Trait("row", "F5")]
    public async Task Branch_TheDayAfter_IsTheCompanysDay()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        site.Books.Clock.Now = new DateTimeOffset(2026, 6, 15, 23, 30, 0, TimeSpan.FromHours(-4));
        await site.RequestAsync(2);

        site.Books.Clock.Now = site.Books.Clock.Now.AddMinutes(20);
        (await site.MailsAsync(FolioEnd.Branch)).Should().BeEmpty();
        site.Books.Clock.Now = site.Books.Clock.Now.AddMinutes(20);
        (await site.MailsAsync(FolioEnd.Branch)).Should().ContainSingle();
    }

    // A mail that could not be promised is not lost: the mark is undone with its unit of work.
    [Fact]
    [Trait("row", "F5")]
    public async Task Branch_MailWhoseUnitOfWorkIsUndone_IsDueAgain()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.RequestAsync(2);
        site.Pass(1);
        Func<Task> dies = () => site.Books.WriteAsync(async s =>
        {
            await new FolioMails(s).TakeDueAsync(FolioEnd.Branch);
            throw new IOException("power cut");
        });

        await dies.Should().ThrowAsync<IOException>();

        (await site.MailsAsync(FolioEnd.Branch)).Should().ContainSingle();
    }

    // "El servicio factura electrónica, mediante su tarea de automatización de envío de folios, gestiona la asignación de folios para cada sucursal."
    // "Ante la recepción de una solicitud de folios por parte de una sucursal: Si existen folios a asignar: Se realiza la asignación de folios
    // para la sucursal." "La cantidad de folios a asignar surge de lo configurado en Parámetros de transferencias (solapa Folios)."
    [Fact]
    [Trait("row", "F4")]
    public async Task HeadOffice_ThereAreFolios_AssignsTheConfiguredQuantityToEachBranch()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.Books.WriteAsync(s => new FolioQuantities(s).SetAsync(site.Branches[3], 33, 25));
        await site.ImportAsync();
        await site.RequestAsync(2);
        await site.RequestAsync(3);

        var outcomes = (await Task.WhenAll(site.AssignAsync(), site.AssignAsync(), site.AssignAsync())).SelectMany(o => o).ToList();

        outcomes.Select(o => o.Quantity).Should().BeEquivalentTo([10L, 25L], "two who run the task at once give nothing twice");
        (await site.Queries.HistoryAsync(new PageRequest())).Items.Select(l => (l.BranchId, l.FirstNumber, l.LastNumber)).Should().Equal(
            (site.Branches[3], 11, 35), (site.Branches[2], 1, 10));
        (await site.AssignAsync()).Should().BeEmpty();
        (await site.BalanceAsync()).Single().Should().BeEquivalentTo(new { Free = 965L, Queued = 35L });
    }

    // "Se envía el xml de folios (si corresponde, puede enviarse más de un xml) a la sucursal."
    [Fact]
    [Trait("row", "F4")]
    public async Task HeadOffice_OneAuthorizationIsNotEnough_SendsOfSeveral()
    {
        await using var site = await FolioBranches.OpenAsync(kind, new FolioParameters { BranchesElsewhere = [2] });
        await site.ImportAsync(1, 4);
        await site.ImportAsync(5, 8);
        await site.ImportAsync(9, 100);
        await site.Books.WriteAsync(s => new FolioQuantities(s).SetAsync(site.Branches[2], 33, 10));
        await site.Database.WriteAsync(Actor.System(site.Books.CompanyId), s => new FolioRequests(s).TakeInAsync(2, new FolioRequestBody("2-1", 33, "", FolioRequestReason.Manual)));

        (await site.AssignAsync()).Single().Quantity.Should().Be(10);

        (await site.Queries.HistoryAsync(new PageRequest())).Items.Select(l => (l.FirstNumber, l.LastNumber)).Should().Equal((1, 4), (5, 8), (9, 10));
        var sent = await site.Books.WriteAsync(async s =>
        {
            var exchange = new FolioExchange(s, site.Vault, CafFixture.Keys);
            return await exchange.OpenAsync((await exchange.DueAsync()).Single().Id);
        });
        sent.Files.Should().HaveCount(3).And.OnlyContain(file => file.Contains("RSA PRIVATE KEY"));
        sent.ToString().Should().Be("Assignment 0>2 #1");
        (await site.BalanceAsync()).Sum(b => b.Assigned).Should().Be(10);
    }

    // "Es importante que el sistema cuente con folios disponibles para asignar, para los distintos tipos de documentos." "Desde el módulo
    // Procesos generales | Consultas | Automatización de folios acceda a la información de los folios importados y conocer la disponibilidad de folios."
    [Fact]
    [Trait("row", "F8")]
    public async Task HeadOffice_ImportedFoliosAndTheirAvailability_CanBeConsulted()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync(1, 100, 33);
        await site.ImportAsync(1, 50, 52);
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, 4);

        (await site.BalanceAsync()).Select(b => (b.DocumentType, b.Imported, b.Free, b.InBooks, b.Used)).Should().Equal((33, 100, 90, 6, 4), (52, 50, 50, 0, 0));
        (await site.Queries.ImportsAsync(new PageRequest())).TotalCount.Should().Be(2);
    }

    // "Si no existen folios a asignar: Se enviará un e-mail de notificación. Los destinatarios del e-mail de notificación son los definidos para
    // la asignación automática de folios, en el proceso Parámetros de correo electrónico. Esta notificación se enviará diariamente, hasta que el
    // servicio pueda realizar la asignación."
    [Fact]
    [Trait("row", "F5")]
    public async Task HeadOffice_ThereAreNoFolios_IsMailedDailyUntilItCanAssign()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.RequestAsync(2);
        (await site.MailsAsync(FolioEnd.HeadOffice)).Should().BeEmpty("nobody has tried to assign it");
        await site.AssignAsync();

        (await site.MailsAsync(FolioEnd.HeadOffice)).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { End = FolioEnd.HeadOffice, Recipients = new[] { "central@andes.cl", "jefa@andes.cl" }, BranchCode = 2, Obstacle = "folio-request.no-folios" });
        (await site.MailsAsync(FolioEnd.HeadOffice)).Should().BeEmpty("one a day");
        site.Pass(1);
        await site.AssignAsync();
        (await site.MailsAsync(FolioEnd.HeadOffice)).Should().ContainSingle();
        site.Pass(1);
        await site.ImportAsync();
        await site.AssignAsync();
        (await site.MailsAsync(FolioEnd.HeadOffice)).Should().BeEmpty("it could assign");
    }

    // "... es posible consultar las solicitudes de folios pendientes." "La solicitud de folios recibida quedará pendiente hasta tanto se descarguen
    // nuevos folios de la página del SII y éstos sean importados en el sistema."
    [Fact]
    [Trait("row", "F4")]
    public async Task HeadOffice_ThereAreNoFolios_TheRequestIsPendingUntilSomeAreImported()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.RequestAsync(2);

        (await site.AssignAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(new { AssignmentId = (long?)null, Obstacle = "folio-request.no-folios" });
        await site.ImportAsync(type: 34);
        (await site.AssignAsync()).Single().AssignmentId.Should().BeNull("folios of another kind are of no use");
        (await site.Queries.PendingAsync()).Should().ContainSingle().Which.Obstacle.Should().Be("folio-request.no-folios");
        await site.ImportAsync();

        (await site.AssignAsync()).Single().Quantity.Should().Be(10);
        (await site.Queries.PendingAsync()).Should().BeEmpty();
        (await site.Queries.UnmetAsync()).Should().BeEmpty();
    }

    // "Desde el módulo Procesos generales | Consultas | Automatización de folios acceda al Historial de asignaciones."
    [Fact]
    [Trait("row", "F8")]
    public async Task HeadOffice_TheHistoryOfAssignments_CanBeConsulted()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        await site.NewBookAsync(2);
        await site.NewBookAsync(3);

        var history = await site.Queries.HistoryAsync(new PageRequest(Size: 1));

        history.TotalCount.Should().Be(2);
        history.Items.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Number = 2L, AssignedBy = "ana", BranchId = site.Branches[3], DocumentType = 33, FirstNumber = 11L, LastNumber = 20L, AssignedAt = site.Books.Clock.Now });
    }

    // "Si no opero con sucursales, ¿puedo usar el circuito de asignación automática de folios? Sí, es posible activar el circuito de asignación
    // automática de folios aun cuando no tenga sucursales. Su empresa actuará de sucursal y de casa central al mismo tiempo."
    [Fact]
    [Trait("row", "F6")]
    public async Task Faq_WithoutBranches_TheCompanyIsBothEnds()
    {
        await using var site = await FolioBranches.OpenAsync(kind, branches: 0);
        await site.ImportAsync();
        var (one, two) = (await site.NewBookAsync(1, "CAJA1"), await site.NewBookAsync(1, "CAJA2"));
        await site.UseAsync(one.Id, 9);
        await site.UseAsync(two.Id, 10);

        (await site.WatchAsync()).Select(o => o.Action).Should().Equal(FolioWatchAction.Requested, FolioWatchAction.Requested);
        (await site.AssignAsync()).Should().HaveCount(2);
        (await site.WatchAsync()).Select(o => o.Action).Should().Equal(FolioWatchAction.Kept, FolioWatchAction.Updated);

        (await site.UseAsync(one.Id, 2)).Should().Equal(10, 21);
        (await site.UseAsync(two.Id, 1)).Should().Equal(31);
        await site.BalanceAsync();
    }

    // "¿En qué casos se envían las notificaciones por e-mail? Las notificaciones se envían ante la detección de una solicitud de folios pendiente."
    [Fact]
    [Trait("row", "F5")]
    public async Task Faq_Mails_AreSentOnlyForPendingRequests()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, 9);
        site.Pass(5);

        (await site.MailsAsync(FolioEnd.Branch)).Should().BeEmpty("nothing was asked");
        (await site.MailsAsync(FolioEnd.HeadOffice)).Should().BeEmpty();
    }

    // "¿Si implemento el circuito, cambia la forma de generar documentos electrónicos? No, la forma de ingresar y emitir documentos tributarios
    // electrónicos no se ve modificada por este circuito."
    [Fact]
    [Trait("row", "F3")]
    public async Task Faq_IssuingDocuments_IsTheSameWithAndWithoutTheCircuit()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);
        var withCircuit = await site.NextAsync(book.Id);
        await site.Books.WriteAsync(s => new ParameterService(s).SetAsync(new FolioParameters { AutomaticAssignment = false }));

        var without = await site.NextAsync(book.Id);

        (withCircuit.Number, without.Number).Should().Be((1, 2));
    }

    // "Si optó por NO tildar el parámetro Asignación automática de folios, la asignación de folios se realizará manualmente desde el
    // Administrador de Folios."
    [Fact]
    [Trait("row", "F7")]
    public async Task Manual_AssignmentIsNotAutomatic_EverythingIsDoneByThePerson()
    {
        await using var site = await FolioBranches.OpenAsync(kind, new FolioParameters { AutomaticAssignment = false });
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, 10);

        (await site.WatchAsync()).Should().BeEmpty();
        await site.RequestAsync(2);
        await site.AssignAsync();
        await FluentActions.Invoking(() => site.NextAsync(book.Id)).ShouldRefuseAsync("folio-book.finished");
        (await site.Books.WriteAsync(s => new FolioBooks(s).LoadAsync(book.Id))).Should().Be(10);
        await FluentActions.Invoking(() => site.Books.WriteAsync(s => new FolioBooks(s).LoadAsync(book.Id))).ShouldRefuseAsync("folio-book.nothing-queued");

        (await site.NextAsync(book.Id)).Number.Should().Be(11);
    }

    // "¿Debo crear nuevos talonarios para la automatización de asignaciones? No, no es necesario crear nuevos talonarios."
    // "¿Cuándo un talonario se termina, se crea un nuevo talonario con los folios enviados por la Casa Central? No, la tarea de automatización de
    // solicitud de folios del servicio de Factura electrónica actualiza el talonario con los folios recibidos de Casa Central."
    [Fact]
    [Trait("row", "F3")]
    public async Task Faq_ABookThatFinishes_IsUpdatedAndNoOtherIsCreated()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);
        for (var round = 0; round < 3; round++)
        {
            await site.UseAsync(book.Id, 10);
            await site.WatchAsync();
            await site.AssignAsync();
            (await site.WatchOneAsync(2)).Action.Should().Be(FolioWatchAction.Updated);
        }

        (await site.Queries.AvailabilityAsync()).Should().ContainSingle().Which.BookId.Should().Be(book.Id);
        (await site.UseAsync(book.Id, 1)).Should().Equal(31);
        await site.BalanceAsync();
    }

    // "¿Qué debo hacer si necesito crear un talonario y no tengo folios? Si necesita crear un talonario electrónico, solicite los folios a la Casa
    // Central desde la opción Solicitar folios a Central del Administrador de folios. Una vez recibido el xml de folios, podrá agregar el
    // talonario. El nuevo talonario quedará, automáticamente, parametrizado en la grilla Disponibilidad de Folios."
    [Fact]
    [Trait("row", "F7")]
    public async Task Faq_ANewBook_IsAskedForByHandAndEntersTheGrid()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        await FluentActions.Invoking(() => site.AddBookAsync(2)).ShouldRefuseAsync("folio-book.no-folios");
        await site.RequestAsync(2);
        await FluentActions.Invoking(() => site.RequestAsync(2)).ShouldRefuseAsync("folio-request.unmet");
        await FluentActions.Invoking(() => site.AddBookAsync(2)).ShouldRefuseAsync("folio-book.no-folios");
        await site.AssignAsync();
        await FluentActions.Invoking(() => site.AddBookAsync(2, "CAJA9")).ShouldRefuseAsync("folio-book.no-folios");

        var book = await site.AddBookAsync(2);

        (await site.Queries.AvailabilityAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { BookId = book.Id, IsAutomatic = true, Available = 10L, NextNumber = 1L, State = FolioBookState.Ok, ExpiresOn = new DateOnly(2026, 12, 1) });
        await FluentActions.Invoking(() => site.AddBookAsync(2)).ShouldRefuseAsync("folio-book.exists");
        await site.BalanceAsync();
    }

    // "¿Por qué debo importar los xmls de folios? Una vez que descargue los xmls de folios de la página del SII, es necesario importarlos para que
    // queden registrados en el sistema. De esta manera, la tarea de asignación de folios del servicio de factura electrónica podrá asignar los folios
    // correspondientes a la sucursal."
    [Fact]
    [Trait("row", "F1")]
    public async Task Faq_ImportedFiles_AreWhatIsAssigned()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        var imported = await site.ImportAsync(501, 600);
        await site.RequestAsync(2);

        await site.AssignAsync();

        (await site.Queries.HistoryAsync(new PageRequest())).Items.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { AuthorizationId = imported.AuthorizationId!.Value, FirstNumber = 501L, LastNumber = 510L });
    }

    // "¿Por qué puede quedar pendiente una solicitud de folios recibida de una sucursal? Una solicitud de folios queda pendiente si la tarea de
    // asignación de folios del servicio de factura electrónica no encuentra folios registrados en el sistema, con cantidad disponible para asignar."
    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 0)]
    [Trait("row", "F4")]
    public async Task Faq_FewerFoliosThanConfigured_AreAssignedUnlessAllAreWanted(bool assignsPartly, long quantity)
    {
        await using var site = await FolioBranches.OpenAsync(kind, new FolioParameters { AssignsPartly = assignsPartly });
        await site.ImportAsync(1, 4);
        await site.RequestAsync(2);
        await site.RequestAsync(3);

        var outcomes = await site.AssignAsync();

        outcomes.Select(o => o.Quantity).Should().Equal(quantity, 0);
        (await site.Queries.PendingAsync()).Should().HaveCount(assignsPartly ? 1 : 2);
    }

    [Fact]
    [Trait("row", "F4")]
    public async Task HeadOffice_ExpiredFolios_AreNotAssigned()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        await site.RequestAsync(2);
        site.Pass(180);

        (await site.AssignAsync()).Single().Obstacle.Should().Be("folio-request.expired");
        (await site.BalanceAsync()).Single().Expired.Should().Be(1000);
    }

    [Fact]
    [Trait("row", "F4")]
    public async Task HeadOffice_NoQuantityConfigured_KeepsTheRequestAndSaysWhy()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync(type: 61);
        await site.RequestAsync(2, type: 61);

        (await site.AssignAsync()).Single().Obstacle.Should().Be("folio-request.no-quantity");
    }

    [Fact]
    [Trait("row", "F8")]
    public async Task Use_OfABook_IsCountedByWeekAndForetold()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);
        (await site.Queries.UseAsync(await site.StandingAsync(book.Id))).RunsOutOn.Should().BeNull();
        await site.UseAsync(book.Id, 2);
        site.Pass(7);
        await site.UseAsync(book.Id, 2);

        var use = await site.Queries.UseAsync(await site.StandingAsync(book.Id), 3);

        // Four in eight days: six are left, which is twelve days.
        use.Should().BeEquivalentTo(new FolioUse([0, 2, 2], site.Books.Today.AddDays(7 + 12)));
    }
}

public sealed class SqliteFolioCircuitTests() : FolioCircuitContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlFolioCircuitTests() : FolioCircuitContract(DatabaseKind.PostgreSql);
