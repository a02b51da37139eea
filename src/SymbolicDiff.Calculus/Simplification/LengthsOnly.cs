using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Asks for the length that memory was made with where the memory itself is read by nobody, so that it need not be there.</summary>
internal static class LengthsOnly
{
    public static Function Run(Facts facts)
    {
        var lengths = new Dictionary<Variable, Expression>();
        foreach (Declare declare in facts.Body.AllStatements().OfType<Declare>())
            if (LengthOf(declare.Value) is { } length && facts.Uses.IsDefinedOnce(declare.Variable) && facts.Uses.IsStable(length)) lengths[declare.Variable] = length;
        if (lengths.Count == 0) return facts.Function;
        facts.Body.ForEach(statement =>
        {
            foreach (Expression read in Read(statement)) Keep(read);
        });
        return lengths.Count == 0 ? facts.Function : facts.With(Walk(facts.Body));

        void Keep(Expression read)
        {
            if (read is Variable variable) lengths.Remove(variable);
            else if (read is not Apply { Primitive.Form: PrimitiveForm.Length }) read.ForEachChild(Keep);
        }

        Block Walk(Block block) => block.With(block.Statements.Map(statement => statement.Map(Asked, Walk)));

        Expression Asked(Expression expression) => expression is Apply { Primitive.Form: PrimitiveForm.Length } asked && asked.Operands[0] is Variable storage && lengths.TryGetValue(storage, out Expression? length)
            ? length
            : expression.MapChildren(Asked);
    }

    /// <summary>The length of new memory, if it is as short to ask for.</summary>
    private static Expression? LengthOf(Expression? value) =>
        value is Allocate { Memory.Rank: 1, Lengths: { Count: 1 } lengths } && lengths[0] is Variable or Constant or Apply { Primitive.Form: PrimitiveForm.Length } ? ((Allocate)value).Lengths[0] : null;

    /// <summary>What the statement reads, the storage that it only writes apart.</summary>
    private static IEnumerable<Expression> Read(Statement statement) => statement switch
    {
        Assign { Target: Element { Storage: Variable } target } assign => [.. target.Indices, assign.Value],
        Fill { Storage: Variable } fill => [fill.Value],
        _ => statement.Reads(),
    };
}
