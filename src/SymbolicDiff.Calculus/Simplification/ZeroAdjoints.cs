using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Drops what the reverse sweep does with an adjoint that is zero and stays so, because whatever is assigned to it is a multiple of it: also in
/// loops and branches, where its being zero is not seen from the assignments one by one.
/// </summary>
internal sealed class ZeroAdjoints
{
    private readonly HashSet<Variable> zeros = [];

    private ZeroAdjoints()
    {
    }

    public static Function Run(Function function) => function with { Body = Walk(function.Body) };

    private static Block Walk(Block block)
    {
        EquatableArray<Statement> statements = block.Statements.Map(statement => statement.Map(expression => expression, Walk));
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is not Declare { Variable: { Role: Role.Derivative, Type: ScalarType } variable, Value: { } value } || !value.IsReal(0)) continue;
            var adjoints = new ZeroAdjoints();
            adjoints.zeros.Add(variable);
            if (!adjoints.Stay(statements, i + 1)) continue;
            statements = statements.Take(i).Concat(statements.Skip(i + 1).SelectMany(adjoints.Without)).ToEquatableArray();
            i--;
        }

        return block.With([.. statements]);
    }

    /// <summary>Whether all statements that mention zeros only make zeros of them, or assign them or add them to something.</summary>
    private bool Stay(EquatableArray<Statement> statements, int from)
    {
        for (int i = from; i < statements.Count; i++)
        {
            Statement statement = statements[i];
            if (IsAboutZeros(statement) && !IsWithoutEffect(statement)) return false;
            if (statement is If or For or While && !statement.Blocks().All(block => Stay(block.Statements, 0))) return false;
        }

        return true;
    }

    private bool IsAboutZeros(Statement statement) =>
        (statement is Assign { Target: Variable target } && zeros.Contains(target)) || statement.Reads().Any(read => read.Any(IsZero));

    private bool IsZero(Expression expression) => expression is Variable variable && zeros.Contains(variable);

    private bool IsWithoutEffect(Statement statement)
    {
        switch (statement)
        {
            case Declare { Variable: { Role: Role.Derivative, Type: ScalarType } variable, Value: { } value } when IsMultiple(value):
                return zeros.Add(variable) || true;
            case Assign { Target: Variable target } assign when zeros.Contains(target):
                return IsMultiple(assign.Value);
            case Assign assign when statement.IsDerivative():
                return IsMultiple(assign.Value) && !assign.Target.Any(IsZero);
            default:
                return false;
        }
    }

    /// <summary>Whether the value is zero where the zeros are. What is no number for another reason is so in the primal's value too.</summary>
    private bool IsMultiple(Expression value) => value switch
    {
        Constant { Type.IsReal: true } constant => constant.Real == 0 || double.IsNaN(constant.Real),
        Variable => IsZero(value),
        Conditional choice => !choice.Condition.Any(IsZero) && IsMultiple(choice.WhenTrue) && IsMultiple(choice.WhenFalse),
        Apply { Primitive.Name: "neg" or "/" } apply => IsMultiple(apply.Operands[0]) && !apply.Operands.Skip(1).Any(operand => operand.Any(IsZero)),
        Apply { Primitive.Name: "*", Type.IsReal: true } product => product.Operands.Any(IsMultiple),
        Apply { Primitive.Name: "+" or "-", Type.IsReal: true } sum => sum.Operands.All(IsMultiple),
        _ => false,
    };

    private IEnumerable<Statement> Without(Statement statement) =>
        statement is Assign { Kind: AssignmentKind.Set, Target.Type: var type } other && !IsZero(other.Target) && IsAboutZeros(statement) ? [other with { Value = new Constant(type, 0) }]
        : IsAboutZeros(statement) ? [] : [statement.Map(expression => expression, block => block.With([.. block.Statements.SelectMany(Without)]))];
}
