using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Gives every real operation a variable of its own that is assigned once, and the returned value a name: that of the function.
/// </summary>
internal sealed class ValueNaming
{
    private readonly VariableSource variables;
    private readonly HashSet<Variable> reassigned;

    private ValueNaming(Function function, VariableSource variables)
    {
        this.variables = variables;
        reassigned = new HashSet<Variable>(function.Body.AllStatements()
            .Select(statement => statement is Assign { Target: Variable target } ? target : statement is Declare { Value: null } declare ? declare.Variable : null)
            .OfType<Variable>());
    }

    public static Function Apply(Function function, VariableSource variables)
    {
        var naming = new ValueNaming(function, variables);
        Function named = function with { Body = naming.Named(function.Body) };
        return NameResult(named, variables);
    }

    private Block Named(Block block) => new(block.Statements.SelectMany(Named).ToEquatableArray());

    private IEnumerable<Statement> Named(Statement statement)
    {
        switch (statement)
        {
            case Declare { Variable.Type.IsReal: true, Value: { } value } declare when reassigned.Contains(declare.Variable) && !IsAtom(value):
                Variable first = Temporary(value);
                return [new Declare(first, value), declare with { Value = first }];
            case Assign { Target.Type.IsReal: true } assign when !IsAtom(assign.Value):
                Variable next = Temporary(assign.Value);
                return [new Declare(next, assign.Value), assign with { Value = next }];
            case Fill { Value: var value } fill when !IsAtom(value):
                Variable filled = Temporary(value);
                return [new Declare(filled, value), fill with { Value = filled }];
            default:
                return [statement.Map(expression => expression, Named)];
        }
    }

    private static Function NameResult(Function function, VariableSource variables)
    {
        if (function.Body.Statements.LastOrDefault() is not Return { Values: { Count: 1 } values } || values[0].Type is not ScalarType) return function;
        string name = char.ToLowerInvariant(function.Name[0]) + function.Name.Substring(1);
        bool isParameter = function.Parameters.Any(parameter => parameter.Variable.Equals(values[0]));
        if (values[0] is Variable { Role: Role.Temporary } or Variable { Name: BlockBuilder.Choice } && !isParameter && values[0] is Variable temporary)
        {
            Variable result = variables.New(name, temporary.Type, Role.Source);
            return function with { Body = Renamed(function.Body, temporary, result) };
        }

        if (IsAtom(values[0])) return function;
        Variable value = variables.New(name, values[0].Type, Role.Source);
        Statement[] end = [new Declare(value, values[0]), new Return(value)];
        return function with { Body = new Block(function.Body.Statements.Take(function.Body.Statements.Count - 1).Concat(end).ToEquatableArray()) };
    }

    private static Block Renamed(Block block, Variable old, Variable replacement)
    {
        return new Block(block.Statements.Select(Rename).ToEquatableArray());

        Statement Rename(Statement statement)
        {
            if (statement is Declare declare && declare.Variable.Equals(old)) statement = new Declare(replacement, declare.Value);
            if (statement is Assign { Target: Variable target } assign && target.Equals(old)) statement = assign with { Target = replacement };
            return statement.Map(expression => expression.Substitute(variable => variable.Equals(old) ? replacement : null), inner => Renamed(inner, old, replacement));
        }
    }

    private static bool IsAtom(Expression value) => value is Constant or Variable;

    private Variable Temporary(Expression value) => variables.New(value switch
    {
        Apply apply => apply.Primitive.LocalName,
        Element element => Columns.NameOf(element),
        _ => "value",
    }, value.Type, Role.Temporary);
}
