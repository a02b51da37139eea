using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Vectorization;

namespace SymbolicDiff.Generators.Emission;

/// <summary>
/// Sets off the guards, the primal part and the derivative part of a body where it has such parts: the derivative part begins behind the last
/// statement that computes a primal value.
/// </summary>
internal sealed class Sections
{
    private const int Trivial = 1;
    private readonly int guards;
    private readonly int derivative = -1;
    private readonly string title;

    public Sections(Function function)
    {
        var statements = function.Body.Statements;
        title = function.Parameters.Any(parameter => parameter.Role == ParameterRole.Tangent) || statements.Any(MakesDirection) ? "// tangents"
            : statements.OfType<If>().Any(branch => LaneCode.TitleOf(branch) is not null) || HasNoAdjoints(function) ? "// derivatives"
            : "// adjoints";
        guards = GuardsOf(statements);
        int split = statements.Count;
        while (split > guards && !ComputesPrimal(statements[split - 1])) split--;
        int end = statements.Count > 0 && statements[statements.Count - 1] is Return ? statements.Count - 1 : statements.Count;
        bool isClean = statements.Take(split).All(statement => !ComputesDerivative(statement));
        if (isClean && Size(statements, guards, split) > Trivial && Size(statements, split, end) > Trivial) derivative = split;
    }

    /// <summary>Whether the statement makes the storage of a direction that the function chooses itself.</summary>
    private static bool MakesDirection(Statement statement) =>
        statement is Declare { Variable: { Role: Role.Derivative, Type: StorageType } direction } && direction.Name.EndsWith("Direction", StringComparison.Ordinal);

    /// <summary>Whether it is a Jacobian in which no adjoint is declared.</summary>
    private static bool HasNoAdjoints(Function function) => function.Name.EndsWith("Jacobian", StringComparison.Ordinal) && !function.Body.AllStatements().OfType<Declare>().Any(declare =>
        declare.Variable.Role == Role.Derivative && (declare.Variable.Name.EndsWith("Bar", StringComparison.Ordinal) || declare.Variable.Name.EndsWith("Row", StringComparison.Ordinal)));

    /// <summary>The checks of the contract; what the user checks comes behind them.</summary>
    private static int GuardsOf(EquatableArray<Statement> statements)
    {
        int end = statements.TakeWhile(statement => IsGuard(statement) || Starts(statement, "global::System.ArgumentNullException.")).Count();
        while (end > 0 && !IsGuard(statements[end - 1])) end--;
        return end;
    }

    private static bool IsGuard(Statement statement) => statement is Guard || Starts(statement, "global::SymbolicDiff.Guard.");

    private static bool Starts(Statement statement, string text) =>
        statement is Evaluate { Effect.Text: var pieces } && pieces[0].StartsWith(text, StringComparison.Ordinal);

    /// <summary>What stands before the statement.</summary>
    public void Begin(int statement, SourceWriter writer)
    {
        if (statement == guards && guards > 0) writer.Blank();
        if (derivative < 0) return;
        if (statement == guards) writer.Line("// primal");
        if (statement != derivative) return;
        writer.Blank();
        writer.Line(title);
    }

    private static int Size(EquatableArray<Statement> statements, int start, int end) =>
        statements.Skip(start).Take(Math.Max(0, end - start)).Sum(statement => 1 + statement.Blocks().Sum(block => block.AllStatements().Count()));

    private static bool ComputesPrimal(Statement statement) =>
        (Targets(statement).Any(IsPrimal) && !Targets(statement).Any(IsDerivative)) || ChangesPrimal(statement);

    /// <summary>Whether a loop or branch that may compute derivatives as well assigns a primal value that is declared outside.</summary>
    private static bool ChangesPrimal(Statement statement)
    {
        var own = new HashSet<Variable>(Inner(statement).OfType<Declare>().Select(declare => declare.Variable));
        return Inner(statement).Where(inner => inner is Assign or Evaluate).Select(Target).OfType<Variable>()
            .Where(target => target.Type is { CarriesReals: true } and not StorageType { Kind: StorageKind.Tape })
            .Any(target => IsPrimal(target) && !own.Contains(target));
    }

    private static bool IsPrimal(Variable variable) => variable.Role is Role.Source or Role.Temporary;

    private static bool ComputesDerivative(Statement statement) =>
        Inner(statement).Any(inner => inner switch
        {
            Declare { Value: null or Constant or Allocate or ZerosLike } => false,
            Assign { Value: Constant, Kind: AssignmentKind.Set } => false,
            Fill => false,
            _ => Target(inner) is { } target && IsDerivative(target),
        });

    /// <summary>Counters and recorded values that the passes add belong to neither part.</summary>
    private static bool IsDerivative(Variable variable) =>
        variable.Role is Role.Derivative or Role.Contract
        && variable.Type is LanesType or { CarriesReals: true } and not StorageType { Kind: StorageKind.Tape or StorageKind.Stack };

    private static IEnumerable<Variable> Targets(Statement statement) => Inner(statement).Select(Target).OfType<Variable>();

    private static IEnumerable<Statement> Inner(Statement statement) => new Block(statement).AllStatements();

    /// <summary>The variable, or the storage, that the statement writes.</summary>
    private static Variable? Target(Statement statement) => statement switch
    {
        Declare declare => declare.Variable,
        Assign assign => Root(assign.Target),
        Fill fill => Root(fill.Storage),
        Copy copy => Root(copy.Target),
        Evaluate { Effect: { Type: OpaqueType { Name: LaneCode.Nothing } } call } => call.Operands.Select(Root).OfType<Variable>().FirstOrDefault(variable => variable.Type is StorageType),
        Push push => push.Stack,
        _ => null,
    };

    private static Variable? Root(Expression path)
    {
        while (true)
        {
            switch (path)
            {
                case Variable variable:
                    return variable;
                case Element element:
                    path = element.Storage;
                    break;
                case Column column:
                    path = column.Storage;
                    break;
                case View view:
                    path = view.Storage;
                    break;
                default:
                    return null;
            }
        }
    }
}
