global using ValueType = SymbolicDiff.Calculus.Ir.ValueType;
