using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>Whether code that finds a storage of zeros leaves it so, as each iteration leaves the adjoints of what it has for itself.</summary>
internal sealed class ZeroContent
{
    private readonly Variable storage;
    private readonly Facts facts;
    private readonly HashSet<Variable> names;

    private ZeroContent(Variable storage, Facts facts, HashSet<Variable> names) => (this.storage, this.facts, this.names) = (storage, facts, names);

    /// <param name="block">The code.</param>
    /// <param name="storage">Of rank one, from outside of it.</param>
    /// <param name="facts">What is known of the function.</param>
    public static bool StaysIn(Block block, Variable storage, Facts facts)
    {
        if (storage.Type is not StorageType { Rank: 1 }) return false;
        var names = new HashSet<Variable> { storage };
        foreach (Declare declare in block.AllStatements().OfType<Declare>().Where(declare => declare is { Variable.Type: StorageType, Value: not null } && names.Any(declare.Value.Mentions)))
        {
            if (declare.Value is Variable) names.Add(declare.Variable);
            else return false;
        }

        return new ZeroContent(storage, facts, names).IsZeroAfter(block, true);
    }

    private bool IsZeroAfter(Block block, bool isZero)
    {
        foreach (Statement statement in block.Statements) isZero = IsZeroAfter(statement, isZero);
        return isZero;
    }

    private bool IsZeroAfter(Statement statement, bool isZero)
    {
        switch (statement)
        {
            case Assign { Target: Element { Storage: Variable name } } assign when names.Contains(name):
                return isZero && IsOfZero(assign);
            case Fill { Storage: Variable name } fill when names.Contains(name):
                return IsZero(fill.Value);
            case Copy copy when names.Any(copy.Target.Mentions):
                return false;
            case For loop when Clears(loop):
                return true;
            case For or While:
                return isZero && statement.Blocks().All(body => IsZeroAfter(body, true));
            case If branch:
                return IsZeroAfter(branch.Then, isZero) & IsZeroAfter(branch.Else, isZero);
            default:
                return isZero && !(statement.Reads().Any(read => read.HasEffects() && names.Any(read.Mentions)));
        }
    }

    /// <summary>Whether the loop meets each element once, and sets it to zero in the end.</summary>
    private bool Clears(For loop)
    {
        if (Headers.LimitFromZero(loop) is not { } limit || !facts.Shapes.IsLength(limit, storage, 0)) return false;
        bool isCleared = false;
        foreach (Statement statement in loop.Body.Statements)
        {
            List<Statement> writing = [.. new Block(statement).AllStatements().Where(Writes)];
            if (writing.Count == 0) continue;
            if (writing.Count > 1 || statement is not Assign { Target: Element place } assign || !place.Indices[0].Equals(loop.Counter)) return false;
            isCleared = IsOfZero(assign);
        }

        return isCleared;
    }

    private bool Writes(Statement statement) => statement switch
    {
        Assign { Target: Element element } => names.Any(element.Storage.Mentions),
        Fill fill => names.Any(fill.Storage.Mentions),
        Copy copy => names.Any(copy.Target.Mentions),
        _ => statement.Reads().Any(read => read.HasEffects() && names.Any(read.Mentions)),
    };

    private static bool IsOfZero(Assign assign) => assign.Kind == AssignmentKind.Set && IsZero(assign.Value);

    private static bool IsZero(Expression value) => value is Constant { Bits: 0 };
}
