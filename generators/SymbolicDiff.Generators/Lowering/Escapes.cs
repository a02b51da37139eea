using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// Finds the values that depend on the parameters, go through code outside of the differentiation (as text, an object, an integer), and come
/// back into a real number: their derivative would be lost. Truth values and exceptions end the search: they only choose.
/// </summary>
internal sealed class Escapes
{
    private readonly Dependence dependence;
    private readonly Handovers handovers;
    private readonly HashSet<Variable> read = [];
    private readonly List<Expression> lost = [];

    private Escapes(Dependence dependence, Handovers handovers) => (this.dependence, this.handovers) = (dependence, handovers);

    /// <summary>The values as they were handed over, by reference.</summary>
    public static IReadOnlyList<Expression> Of(Function function, Dependence dependence, Handovers handovers)
    {
        var escapes = new Escapes(dependence, handovers);
        List<Statement> statements = [.. function.Body.AllStatements().Reverse()];
        int count;
        do
        {
            count = escapes.read.Count;
            escapes.lost.Clear();
            foreach (Statement statement in statements) escapes.Visit(statement);
        }
        while (escapes.read.Count != count);
        return escapes.lost;
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Declare { Value: { } value } declare:
                Visit(value, Reaches(declare.Variable));
                break;
            case Assign assign:
                bool reaches = Reaches(assign.Target);
                Visit(assign.Target, reaches);
                Visit(assign.Value, reaches);
                break;
            case Fill fill:
                Visit(fill.Storage, Reaches(fill.Storage));
                Visit(fill.Value, Reaches(fill.Storage));
                break;
            case Copy copy:
                Visit(copy.Target, Reaches(copy.Target));
                Visit(copy.Source, Reaches(copy.Target));
                break;
            case Push push:
                Visit(push.Value, Reaches(push.Stack));
                break;
            case Pop pop:
                Visit(pop.Stack, Reaches(pop.Target));
                break;
            case For loop:
                Visit(loop.Start, true);
                Visit(loop.Limit, true);
                break;
            case Evaluate evaluate:
                Visit(evaluate.Effect, false);
                break;
            case Return @return:
                foreach (Expression value in @return.Values) Visit(value, value.Type.CarriesReals);
                break;
        }
    }

    /// <summary>Whether what is assigned to the place comes into a real number.</summary>
    private bool Reaches(Expression place) =>
        place.Type.CarriesReals || Dependence.Root(place) is { } root && read.Contains(dependence.Memory(root));

    private void Visit(Expression value, bool reaches)
    {
        switch (value)
        {
            case Variable variable:
                if (reaches && !variable.Type.CarriesReals) read.Add(dependence.Memory(variable));
                break;
            case External external:
                VisitOperands(external, reaches || external.HasEffects && external.Operands.Any(IsObjectThatReaches));
                break;
            case Conditional choice:
                Visit(choice.Condition, false);
                Visit(choice.WhenTrue, reaches);
                Visit(choice.WhenFalse, reaches);
                break;
            default:
                foreach (Expression child in value.Children()) Visit(child, reaches && !value.Type.Equals(ValueType.Boolean));
                break;
        }
    }

    private bool IsObjectThatReaches(Expression operand) =>
        operand.Type is OpaqueType or StorageType { CarriesReals: false } && Reaches(operand);

    private void VisitOperands(External external, bool reaches)
    {
        if (external.Callee is not null) return;
        reaches &= !external.Type.Equals(ValueType.Boolean);
        foreach (Expression operand in external.Operands)
        {
            if (handovers.IsStopped(operand)) continue;
            bool comesBack = reaches || handovers.IsKeptAndRead(operand);
            Visit(operand, comesBack);
            if (comesBack && dependence.Holds(operand)) lost.Add(operand);
        }
    }
}
