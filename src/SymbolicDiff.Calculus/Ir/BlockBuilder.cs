namespace SymbolicDiff.Calculus.Ir;

/// <summary>Collects statements in normal form: real intermediate values become temporaries.</summary>
public sealed class BlockBuilder(VariableSource variables, Role temporaries = Role.Temporary)
{
    /// <summary>What an unnamed choice is called.</summary>
    public const string Choice = "chosen";

    private readonly List<Statement> statements = [];

    public VariableSource Variables => variables;

    /// <summary>The role of the temporaries it declares.</summary>
    public Role Temporaries => temporaries;

    public int Count => statements.Count;

    public void Add(Statement statement) => statements.Add(statement);

    public void AddRange(IEnumerable<Statement> more) => statements.AddRange(more);

    /// <summary>Puts statements before those that were added after the first <paramref name="index"/>.</summary>
    public void Insert(int index, IEnumerable<Statement> earlier) => statements.InsertRange(index, earlier);

    public Block ToBlock() => new(statements.ToEquatableArray());

    /// <summary>An empty builder for a nested block.</summary>
    public BlockBuilder Nested() => new(variables, temporaries);

    /// <summary>Declares a temporary with the value, or gives the value back if it is an atom.</summary>
    public Expression Atom(Expression value, string? name = null) => value is Constant or Variable ? value : Local(value, name);

    /// <summary>Declares a temporary with the value.</summary>
    public Variable Local(Expression value, string? name = null)
    {
        var local = variables.New(name ?? NameOf(value), value.Type, temporaries);
        statements.Add(new Declare(local, value));
        return local;
    }

    /// <summary>Applies a real primitive to operands that it makes atoms.</summary>
    public Apply Apply(Primitive primitive, ValueType type, params Expression[] operands) =>
        new(primitive, type, operands.Select(operand => operand.Type.IsReal ? Atom(operand) : operand).ToEquatableArray());

    private static string NameOf(Expression value) => value switch
    {
        Apply apply => apply.Primitive.LocalName,
        Element element => Columns.NameOf(element),
        Conditional => Choice,
        _ => "value",
    };
}
